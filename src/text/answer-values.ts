import { findNames } from "./name-mentions.js";
import { findNumbers } from "./number-mentions.js";
import { words } from "./tokens.js";

/** What answers "how many", "when", "who" or "where": values that two texts can be compared by. */
export type ValueKind = "number" | "time" | "name";

const YEAR = /(?<!\d)(?:1\d{3}|20\d{2})(?!\d)/g;
const IS_YEAR = /^(?:1[89]\d{2}|20\d{2})$/;

/**
 * The values of a kind that a text gives beyond those of the question, each once and in one spelling: `["5000"]` for
 * "about 5,000 people in 2010" and "How many live there?". A number that reads as a year is no answer to "how many".
 */
export function answerValues(kind: ValueKind, text: string, question: string): string[] {
  const asked = new Set(valuesOf(kind, question));
  const known = kind === "name" ? new Set(words(question)) : asked;
  return [...new Set(valuesOf(kind, text))].filter((value) => !known.has(value));
}

function valuesOf(kind: ValueKind, text: string): string[] {
  switch (kind) {
    case "number":
      return findNumbers(text).flatMap(({ value }) => (IS_YEAR.test(value) ? [] : [value]));
    case "time":
      return text.match(YEAR) ?? [];
    case "name":
      return findNames(text);
  }
}
