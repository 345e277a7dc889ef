import { element } from "./dom.js";

/** The cited sources with their passages, whole, quotes marked. */
export function sourcesView(sources) {
  return sources.map((source) =>
    element(
      "section",
      { class: "source", "aria-label": `Source ${source.number}` },
      element(
        "h3",
        {},
        element("span", { class: "source-number" }, String(source.number)),
        element("span", {}, source.title, source.url && element("span", { class: "url" }, source.url)),
      ),
      source.passages.map(passageView),
    ),
  );
}

function passageView({ heading, text }) {
  return element(
    "div",
    { class: "passage" },
    heading && element("p", { class: "heading" }, heading),
    element(
      "p",
      { class: "passage-text" },
      text.map((piece) => (piece.marked ? element("mark", {}, piece.text) : piece.text)),
    ),
  );
}
