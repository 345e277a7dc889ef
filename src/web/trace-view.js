import { element, formatMs, plural, VERDICTS } from "./dom.js";

const SHOWN = 12;

/** "How this answer was made": plan, candidates, evidence, claims and times, filled in when it is first opened. */
export function renderTrace({ plan, candidates, evidence, checks, answer }) {
  const body = element("div", { class: "trace-body" });
  const fill = () => {
    if (body.childElementCount > 0) return;
    body.append(
      section("Understanding", renderPlan(plan)),
      section(`Retrieval: ${plural(candidates.length, "candidate")}`, renderCandidates(candidates)),
      section(`Ranking: ${plural(evidence.length, "passage")} of evidence`, renderEvidence(evidence)),
      section("Checking", renderChecks(checks)),
      section("Times", renderTimes(answer.timings)),
      element(
        "p",
        { class: "trace-link" },
        element("a", { href: `/v1/answers/${encodeURIComponent(answer.id)}/trace` }, "The whole trace as JSON"),
        ", or at a terminal ",
        element("code", {}, `npm run -s footnote -- trace ${answer.id.slice(0, 8)}`),
      ),
    );
  };
  return element(
    "details",
    { class: "trace", ontoggle: fill },
    element("summary", {}, "How this answer was made"),
    body,
  );
}

function section(title, ...content) {
  return element("section", {}, element("h3", {}, title), ...content);
}

function renderPlan({ standaloneQuestion, corrections, intent, answerType, subQueries, filters, needsRecent }) {
  const rows = [
    ["Stand-alone question", standaloneQuestion],
    ["Spelling", (corrections ?? []).map(({ from, to }) => `${from}: ${to}`).join("\n")],
    ["Intent", intent],
    ["Answer type", answerType],
    ["Searches", subQueries.join("\n")],
    [
      "Filters",
      Object.entries(filters)
        .map(([name, value]) => `${name}: ${value}`)
        .join("\n"),
    ],
    ["Recency", needsRecent && "asked for: of about equal passages the newer go first"],
  ];
  const shown = rows.filter(([, value]) => value);
  return element("dl", {}, ...shown.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function renderCandidates(candidates) {
  if (candidates.length === 0) return none("No passage shares anything with the question.");
  const rows = candidates
    .slice(0, SHOWN)
    .map((candidate, index) => [
      String(index + 1),
      place(candidate),
      candidate.score.toFixed(2),
      arm(candidate.bm25, 1),
      arm(candidate.dense, 2),
    ]);
  const rest = candidates.length - SHOWN;
  return [
    table(["", "Passage", "Fused", "BM25", "Dense"], rows),
    ...(rest > 0 ? [none(`and ${plural(rest, "more", "more")}`)] : []),
  ];
}

function renderEvidence(evidence) {
  if (evidence.length === 0) return none("No candidate was good enough to answer from.");
  const rows = evidence.map(({ relevance, bestSentence, score, ...candidate }, index) => [
    String(index + 1),
    [place(candidate), bestSentence ? element("q", {}, bestSentence.text) : ""],
    score.toFixed(2),
    relevance === null ? "–" : relevance.toFixed(1),
    bestSentence ? bestSentence.score.toFixed(2) : "–",
  ]);
  return table(["", "Passage and its best sentence", "Score", "Cross-encoder", "Sentence"], rows);
}

function renderChecks(checks) {
  if (checks.length === 0) return none("Nothing was written, so there was nothing to check.");
  const rows = checks.map(({ claim, kept }) => [
    element("span", { class: "verdict", dataset: { verdict: claim.verdict } }, VERDICTS[claim.verdict]),
    [claim.text, element("small", {}, kept ? claim.reason : `Dropped. ${claim.reason}`)],
    claim.score.toFixed(2),
  ]);
  return table(["Verdict", "Sentence", "Support"], rows);
}

function renderTimes({ total, ...stages }) {
  const longest = Math.max(...Object.values(stages), 0.01);
  const rows = Object.entries(stages).map(([stage, ms]) => {
    const bar = element("span", { class: "bar" });
    bar.style.setProperty("--share", String(ms / longest));
    return [stage, bar, formatMs(ms)];
  });
  return table(["Stage", "", "Time"], [...rows, ["total", "", formatMs(total)]]);
}

function table(head, rows) {
  return element(
    "div",
    { class: "scroll", tabindex: "0" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head.map((cell) => element("th", { scope: "col" }, cell)))),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell))))),
    ),
  );
}

function place({ title, headingPath, page }) {
  return element("span", { class: "place" }, [title, ...headingPath, page && `p. ${page}`].filter(Boolean).join(" › "));
}

function arm(score, digits) {
  if (!score) return "–";
  return element(
    "span",
    { title: `score ${score.score.toFixed(digits)}` },
    `#${score.rank}`,
    element("small", {}, score.score.toFixed(digits)),
  );
}

function none(text) {
  return element("p", { class: "none" }, text);
}
