import { element, formatMs } from "./dom.js";
import { notesOn } from "./notes.js";
import { describeSource } from "./source-panel.js";

/** Confidence, time and cost of an answer in a line, and below it what a reader should know about how it came about. */
export function renderSummary(answer, checks) {
  const { confidence, profile, timings, status, abstention } = answer;
  const level = confidence >= 0.8 ? "well supported" : confidence >= 0.6 ? "supported" : "thin evidence";
  const meaning = "How probable it is that the documents answer this question";
  return element(
    "div",
    { class: "summary" },
    element(
      "p",
      { class: "facts" },
      abstention?.reason !== "refused-input" &&
        element("span", { title: meaning }, `Confidence ${confidence.toFixed(2)}, ${level}`),
      element("span", {}, `${profile}, ${formatMs(timings.total)}`),
      status === "answered" && renderCopy(answer),
    ),
    answer.standaloneQuestion !== answer.question &&
      element("p", { class: "understood" }, `Understood as: ${answer.standaloneQuestion}`),
    answer.disagreement && renderDisagreement(answer.disagreement),
    notesOn(answer, checks).map((note) => element("p", { class: "note" }, note)),
  );
}

function renderDisagreement({ sides }) {
  const items = sides.map(({ source, publishedAt, text }) =>
    element("li", {}, `[${source}]${publishedAt ? ` (${publishedAt.slice(0, 10)})` : ""} ${text}`),
  );
  return element("div", { class: "note" }, element("p", {}, "The sources do not agree:"), element("ul", {}, items));
}

function renderCopy({ text, sources, claims }) {
  const list = sources.filter((source) => isCited(source, claims));
  const lines = list.map(({ number, title, url, documentId }) => `[${number}] ${title} (${url ?? documentId})`);
  const copy = async ({ currentTarget: button }) => {
    const done = await navigator.clipboard.writeText([text, "", ...lines].join("\n")).then(
      () => true,
      () => false,
    );
    button.textContent = done ? "Copied" : "The browser does not allow it";
    setTimeout(() => (button.textContent = "Copy"), 1_500);
  };
  // Only a page from this machine or over HTTPS has a clipboard.
  return navigator.clipboard && element("button", { type: "button", class: "link", onclick: copy }, "Copy");
}

export function renderAbstention({ abstention }) {
  const refused = abstention.reason === "refused-input";
  return element(
    "div",
    { class: "card abstention" },
    element("h3", {}, refused ? "Not a question for the documents." : "The documents do not say."),
    element("p", {}, abstention.message),
  );
}

/** What went wrong and what to do; `onRetry()` is called to ask once more. */
export function renderError({ message, hint }, onRetry) {
  return element(
    "div",
    { class: "card error", role: "alert" },
    element("p", {}, element("strong", {}, message)),
    element("p", {}, hint),
    element("p", {}, element("button", { type: "button", class: "link", onclick: onRetry }, "Ask again")),
  );
}

/** Cited sources, then what else was read; for an abstention all of it as the closest there is. */
export function renderSources({ abstention, sources, claims }, onOpen) {
  const cited = sources.filter((source) => isCited(source, claims));
  const read = sources.filter((source) => !isCited(source, claims));
  return [
    ...(cited.length > 0 ? [renderSourceList("Sources", cited, claims, onOpen)] : []),
    ...(read.length > 0
      ? [renderSourceList(abstention ? "The closest sources" : "Also read", read, claims, onOpen)]
      : []),
  ];
}

function renderSourceList(title, sources, claims, onOpen) {
  const items = sources.map((source) => {
    const claim = claims.find(({ evidence }) => evidence.some((span) => span.source === source.number));
    const button = element(
      "button",
      {
        type: "button",
        class: "source",
        "aria-haspopup": "dialog",
        onclick: (event) => onOpen(source.number, claim, event.currentTarget),
      },
      element("span", { class: "source-number" }, String(source.number)),
      element("span", { class: "source-title" }, source.title),
      element("span", { class: "meta" }, describeSource(source)),
    );
    return element("li", {}, button);
  });
  const quiet = title === "Also read";
  const list = element("ul", {}, items);
  return element("section", { class: quiet ? "sources quiet" : "sources" }, element("h3", {}, title), list);
}

function isCited({ number }, claims) {
  return claims.some(({ citations }) => citations.includes(number));
}

/** Questions to go on with, which the documents answer; `onAsk(question)` is called for the one chosen. */
export function renderRelated({ relatedQuestions }, onAsk) {
  if (relatedQuestions.length === 0) return null;
  const items = relatedQuestions.map((question) =>
    element("li", {}, element("button", { type: "button", onclick: () => onAsk(question) }, question)),
  );
  const list = element("ul", { class: "examples" }, items);
  return element("section", { class: "related" }, element("h3", {}, "Related questions"), list);
}
