import { byId, element } from "./dom.js";

/** What is left when every question has been rated or skipped. */
export function showEnd({ rated, skipped, total }, questions, goTo) {
  const left = questions
    .map((question, position) => ({ ...question, position }))
    .filter(({ state }) => state !== "rated");
  byId("answer").replaceChildren(
    element("h1", { tabindex: "-1" }, left.length === 0 ? "All rated. Thank you." : "That was the last question."),
    element(
      "p",
      { class: "quiet" },
      `${rated} of ${total} rated${skipped ? `, ${skipped} skipped` : ""}. Everything is kept; this page can be closed.`,
    ),
  );
  byId("step").replaceChildren(
    ...(left.length > 0
      ? [
          element("h2", {}, "Not rated yet"),
          element(
            "ul",
            { class: "left" },
            left.map(({ question, position }) =>
              element(
                "li",
                {},
                element("button", { type: "button", class: "plain", onclick: () => goTo(position) }, question),
              ),
            ),
          ),
        ]
      : []),
  );
  byId("answer").querySelector("h1").focus();
}
