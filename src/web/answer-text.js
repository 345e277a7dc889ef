import { element, VERDICTS } from "./dom.js";
import { citationRows, renderRichText } from "./rich-text.js";

/**
 * The text of an answer as nodes: numbers that open their source, and after each sentence the verdict of its check.
 * `onOpen(number, claim, opener)` is called for both; a verdict opens the claim's first source.
 */
export function renderAnswerText(text, claims, onOpen) {
  return renderRichText(text, [claimLayer(claims, onOpen), citationLayer(text, claims, onOpen)]);
}

function claimLayer(claims, onOpen) {
  return {
    spans: claims,
    wrap: (children, claim, { end }) => {
      const sentence = element("span", { class: "claim", dataset: { verdict: claim.verdict } }, children);
      // A claim of several lines, such as a code block, has its verdict after the last.
      if (end === claim.end) {
        // Beside the marks, where no line break can come between.
        const marks = children.at(-1)?.className === "citations" ? children.at(-1) : sentence;
        marks.append(renderVerdict(claim, onOpen));
      }
      return [sentence];
    },
  };
}

function renderVerdict(claim, onOpen) {
  const { verdict, reason, evidence, citations } = claim;
  const number = evidence[0]?.source ?? citations[0];
  const properties = { class: "verdict", dataset: { verdict }, title: reason };
  if (number === undefined) return element("span", properties, VERDICTS[verdict]);
  const open = (event) => onOpen(number, claim, event.currentTarget);
  return element("button", { ...properties, type: "button", onclick: open }, VERDICTS[verdict]);
}

/** Marks go behind the full stop, where footnote marks belong, and lose their brackets to the button's shape. */
function citationLayer(text, claims, onOpen) {
  return {
    spans: citationRows(text),
    wrap: (children, row, { start, end }) => {
      // A row that a claim's edge cuts in two stays plain text.
      if (start !== row.start || end !== row.end) return children;
      const claim = claims.find((candidate) => candidate.start <= row.start && row.end <= candidate.end);
      const buttons = row.numbers.map((number) =>
        element(
          "button",
          {
            type: "button",
            class: "citation",
            "aria-label": `Source ${number}`,
            "aria-haspopup": "dialog",
            onclick: (event) => onOpen(number, claim, event.currentTarget),
          },
          String(number),
        ),
      );
      return [element("span", { class: "citations" }, row.word + row.punctuation, buttons)];
    },
  };
}
