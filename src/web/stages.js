import { capitalize, element, formatMs, plural } from "./dom.js";

const STAGES = ["Understanding", "Retrieval", "Ranking", "Writing and checking"];

/** The row of stages over an answer: what each found and how long it took, as it happens. */
export function createStages() {
  const items = STAGES.map((name) => {
    const detail = element("span", { class: "stage-detail" });
    const time = element("span", { class: "stage-time" });
    const node = element(
      "li",
      { dataset: { state: "waiting" } },
      element("span", { class: "stage-name" }, name),
      detail,
      time,
    );
    return { node, detail, time };
  });
  let current = 0;
  let since = performance.now();
  items[0].node.dataset.state = "running";

  /** Ends the running stage, saying what it found, and begins the next. */
  function finish(detail) {
    const item = items[current];
    if (!item) return;
    const now = performance.now();
    item.node.dataset.state = "done";
    item.detail.textContent = detail;
    item.time.textContent = formatMs(now - since);
    since = now;
    current += 1;
    if (items[current]) items[current].node.dataset.state = "running";
  }

  return {
    node: element("ol", { class: "stages", "aria-label": "Stages of the answer" }, ...items.map((item) => item.node)),
    finish,
    progress(detail) {
      if (items[current]) items[current].detail.textContent = detail;
    },
    /** The server's own times, without the way between server and page. */
    setTimes({ understanding, retrieval, ranking, generation, validation }) {
      [understanding, retrieval, ranking, generation + validation].forEach((ms, index) => {
        items[index].time.textContent = formatMs(ms);
      });
    },
    halt() {
      for (const { node } of items) if (node.dataset.state !== "done") node.dataset.state = "waiting";
    },
  };
}

const INTENTS = { "how-to": "How-to", "multi-part": "Several questions", "small-talk": "Small talk" };

export function describePlan({ intent, subQueries }) {
  const name = INTENTS[intent] ?? capitalize(intent);
  return subQueries.length > 1 ? `${name}, ${plural(subQueries.length, "search", "searches")}` : name;
}

export function describeClaims(claims) {
  const supported = claims.filter((claim) => claim.verdict === "supported").length;
  return `${supported} of ${claims.length} supported`;
}
