import { byId, element } from "./dom.js";

/** The question and the answer; the claim being rated stands out, and a click on another one goes there. */
export function showAnswer(task, step, goTo) {
  const parts = [element("h1", { tabindex: "-1" }, task.question)];
  if (task.understoodAs) parts.push(element("p", { class: "quiet" }, `Understood as: ${task.understoodAs}`));
  if (task.abstention === null) {
    parts.push(
      element(
        "p",
        { class: "answer-text" },
        task.answer.map((piece) => answerPiece(piece, step, goTo)),
      ),
    );
  } else {
    parts.push(element("p", { class: "abstention" }, element("strong", {}, "No answer was given. "), task.abstention));
  }
  byId("answer").replaceChildren(...parts);
}

function answerPiece({ text, claim }, step, goTo) {
  if (claim === null) return text;
  // The steps are the way for keyboards and screen readers: here the sentence is only easier to hit with a mouse.
  return element(
    "span",
    {
      class: "claim",
      "data-current": String(claim === step),
      onclick: () => getSelection().isCollapsed && goTo(claim),
    },
    text,
  );
}
