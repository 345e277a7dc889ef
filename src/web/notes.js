import { plural } from "./dom.js";

/** What an answer had to do without, in a reader's words; the language model has a sentence of its own. */
const PARTS = {
  "cross-encoder": "the second reading of passages",
  "llm-understanding": "the language model's reading of the question",
  dense: "the search by meaning",
  answerability: "the model that tells whether passages answer",
  groundedness: "the model that checks sentences",
};

/** What a reader should know about how an answer came about, a sentence each. */
export function notesOn({ degraded, invalidCitations, promptVersion, status }, checks) {
  const dropped = checks.filter(({ kept }) => !kept).length;
  const missing = degraded.filter((part) => part !== "llm").map((part) => PARTS[part] ?? part);
  const notes = [];
  if (degraded.includes("llm") && status === "answered") {
    notes.push(
      promptVersion === null
        ? "The language model gave no answer that holds: the documents are quoted instead."
        : "The language model stopped before the end: what is shown is what it had written by then.",
    );
  }
  if (missing.length > 0) notes.push(`Made without ${missing.join(" and ")}. It may be weaker than usual.`);
  if (dropped > 0) {
    notes.push(`${plural(dropped, "sentence was", "sentences were")} dropped: no cited source supports what was said.`);
  }
  if (invalidCitations > 0) {
    notes.push(`${plural(invalidCitations, "citation")} removed that pointed to no source.`);
  }
  return notes;
}
