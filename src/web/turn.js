import { renderAnswerText } from "./answer-text.js";
import { renderAbstention, renderError, renderRelated, renderSources, renderSummary } from "./conclusion.js";
import { element, plural } from "./dom.js";
import { openSource } from "./source-panel.js";
import { createStages, describeClaims, describePlan } from "./stages.js";
import { renderTrace } from "./trace-view.js";

/** A question with more characters than this is shown in the size of text. */
const LONG_QUESTION = 160;

/**
 * One question and its answer on the page; `onAsk(question)` is called for a related one, and to ask a failed one again. `show(event)` takes the server's events in order; `fail(error)` and `stop()`
 * end a turn that has no answer.
 */
export function createTurn(question, onAsk) {
  const stages = createStages();
  const length = question.length > LONG_QUESTION || question.includes("\n") ? "long" : "short";
  const heading = element("h2", { tabindex: "-1", dataset: { length } }, question);
  const body = element("div", { class: "answer" });
  const after = element("div", { class: "after" });
  const node = element("article", { class: "turn", "aria-busy": "true" }, heading, stages.node, body, after);

  const seen = { plan: null, candidates: [], evidence: [], checks: [], answer: null };
  let sources = [];
  let text = "";
  let stopped = false;

  const open = (number, claim, opener) => {
    const source = sources.find((candidate) => candidate.number === number);
    if (source) openSource(source, claim, opener);
  };
  const keptClaims = () => seen.checks.filter(({ kept }) => kept).map(({ claim }) => claim);

  /** Only what changed is put in place: what a reader has focused or selected above stays. */
  function renderText() {
    renderAnswerText(text, keptClaims(), open).forEach((next, index) => {
      const old = body.children[index];
      if (!old) body.append(next);
      else if (!old.isEqualNode(next)) old.replaceWith(next);
    });
  }

  function show(event) {
    switch (event.type) {
      case "query-understood":
        seen.plan = event.plan;
        return stages.finish(describePlan(event.plan));
      case "passages-retrieved":
        seen.candidates = event.candidates;
        return stages.finish(plural(event.candidates.length, "candidate"));
      case "passages-ranked":
        seen.evidence = event.evidence;
        sources = event.sources;
        return stages.finish(`${plural(event.evidence.length, "passage")} kept`);
      case "claim-checked":
        seen.checks.push(event);
        return stages.progress(`${plural(seen.checks.length, "sentence")} checked`);
      case "answer-delta":
        text += event.text;
        return renderText();
      case "answer-validated":
        return conclude(event.answer);
      case "answer-error":
        return fail(event.error);
    }
  }

  function conclude(answer) {
    seen.answer = answer;
    sources = answer.sources;
    text = answer.text;
    stages.finish(answer.abstention ? "No answer" : describeClaims(answer.claims));
    stages.setTimes(answer.timings);
    if (answer.abstention) body.replaceChildren(renderAbstention(answer));
    else renderText();
    const related = renderRelated(answer, onAsk);
    after.append(renderSummary(answer, seen.checks), ...renderSources(answer, open), ...(related ? [related] : []));
    after.append(renderTrace(seen));
    finish();
  }

  function fail(error) {
    after.append(renderError(error, () => onAsk(question)));
    finish();
  }

  function stop() {
    stopped = true;
    after.append(element("p", { class: "card" }, text ? "Stopped. What is shown had been checked." : "Stopped."));
    finish();
  }

  function finish() {
    stages.halt();
    node.removeAttribute("aria-busy");
  }

  /** How the turn ended in one sentence, for a reader who hears the page. */
  function describe() {
    if (!seen.answer) return stopped ? "Stopped." : "There is no answer.";
    if (seen.answer.abstention) return `No answer. ${seen.answer.abstention.message}`;
    return `Answer complete. Sentences: ${describeClaims(seen.answer.claims)}.`;
  }

  /** The turn as part of the next question's history; nothing when it had no answer. */
  function history() {
    if (!seen.answer) return [];
    return [
      { role: "user", content: question },
      { role: "assistant", content: seen.answer.text || seen.answer.abstention.message },
    ];
  }

  return { node, heading, show, fail, stop, history, describe };
}
