import { byId, element } from "./dom.js";
import { sourcesView } from "./passages-view.js";

export const RATINGS = [
  { key: "1", rating: "supported", label: "Supported", note: "all of it is there" },
  { key: "2", rating: "partial", label: "Partial", note: "some of it is" },
  { key: "3", rating: "not", label: "Not", note: "absent or contrary" },
  { key: "0", rating: "cannot-tell", label: "Cannot tell", note: "unclear" },
];

const HELPFUL = ["useless", "little", "half", "most", "all of it"];

/** A claim over its passages, and the buttons below them. */
export function showClaim(task, judgement, step, actions) {
  const { text, sources } = task.claims[step];
  show(
    task,
    judgement,
    step,
    actions,
    element("h2", { id: "step-title", tabindex: "-1" }, `Claim ${step + 1} of ${task.claims.length}`),
    element("blockquote", {}, text),
    element(
      "div",
      { class: "passages", role: "region", "aria-label": "Cited passages", tabindex: "0" },
      sources.length > 0 ? sourcesView(sources) : element("p", { class: "quiet" }, "This claim cites nothing."),
    ),
    element("p", { class: "ask", id: "ask" }, "Do the cited passages say this?"),
    element(
      "div",
      { class: "choices four", role: "group", "aria-labelledby": "ask" },
      RATINGS.map(({ key, rating, label, note }) =>
        choice(key, label, note, judgement.ratings[step] === rating, () => actions.rate(rating)),
      ),
    ),
  );
}

/** The last step: the answer as a whole. */
export function showWhole(task, judgement, step, actions) {
  show(
    task,
    judgement,
    step,
    actions,
    element("h2", { id: "step-title", tabindex: "-1" }, task.abstention === null ? "The whole answer" : "No answer"),
    task.sources.length > 0 &&
      element(
        "div",
        { class: "passages", role: "region", "aria-label": "Passages at hand", tabindex: "0" },
        element("p", { class: "quiet" }, "What the engine had before it when it gave no answer:"),
        sourcesView(task.sources),
      ),
    element("p", { class: "ask", id: "ask" }, "How helpful is it to somebody who asked this?"),
    task.abstention !== null &&
      element(
        "p",
        { class: "quiet" },
        "Declining helps when the passages hold no answer, and does not when they hold one.",
      ),
    element(
      "div",
      { class: "choices five", role: "group", "aria-labelledby": "ask" },
      HELPFUL.map((note, index) =>
        choice(String(index + 1), String(index + 1), note, judgement.helpful === index + 1, () =>
          actions.rateHelpful(index + 1),
        ),
      ),
    ),
    element(
      "label",
      { class: "comment" },
      "Comment, if there is something to say",
      element(
        "textarea",
        { id: "comment", rows: "3", maxlength: "4000", oninput: (event) => actions.comment(event.target.value) },
        judgement.comment,
      ),
    ),
  );
}

function show(task, judgement, step, actions, ...parts) {
  byId("step").replaceChildren(
    stepList(task, judgement, step, actions.goTo),
    ...parts.filter(Boolean),
    element(
      "div",
      { class: "moves" },
      element("button", { type: "button", class: "plain", onclick: actions.back }, "Back ", element("kbd", {}, "b")),
      element(
        "button",
        { type: "button", class: "plain", onclick: actions.skip },
        "Skip question ",
        element("kbd", {}, "s"),
      ),
      step === task.claims.length &&
        element(
          "button",
          { type: "button", class: "primary", id: "next", onclick: actions.nextQuestion },
          "Next question ",
          element("kbd", {}, "n"),
        ),
    ),
  );
}

function stepList(task, { ratings, helpful }, step, goTo) {
  const steps = [
    ...ratings.map((rating, index) => [`${index + 1}`, `Claim ${index + 1}`, rating]),
    ["Answer", "The whole answer", helpful],
  ];
  return element(
    "nav",
    { "aria-label": "Steps of this question" },
    element(
      "ol",
      { class: "steps" },
      steps.map(([label, name, value], index) =>
        element(
          "li",
          {},
          element(
            "button",
            {
              type: "button",
              "aria-current": index === step ? "step" : null,
              "aria-label": `${name}${value === null ? "" : ", rated"}`,
              "data-rated": String(value !== null),
              onclick: () => goTo(index),
            },
            label,
          ),
        ),
      ),
    ),
  );
}

function choice(key, label, note, pressed, onclick) {
  return element(
    "button",
    { type: "button", class: "choice", "aria-pressed": String(pressed), onclick },
    key !== label && element("kbd", { "aria-hidden": "true" }, key),
    element("span", { class: "label" }, label),
    " ",
    element("span", { class: "note" }, note),
  );
}
