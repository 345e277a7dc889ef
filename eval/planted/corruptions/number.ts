import { holdsWords, replaceAt } from "../words.js";
import { MONTHS } from "./months.js";
import type { Corrupt } from "./corruption.js";

const WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const NUMBER = new RegExp(
  `(?<![\\d.,/\\-–\\p{L}])(?:\\d{1,3}(?:,\\d{3})+|\\d+\\.\\d+|\\d{1,6}|${WORDS.join("|")})(?![\\d/\\-–\\p{L}]|[.,]\\d)`,
  "giu",
);
const YEAR = /^(?:1[0-9]|20)\d\d$/;

/** Another number of the same form, near the true one and not in the passage. */
export const number: Corrupt = (sentence, { passage, draw }) => {
  const inDate = new RegExp(`(?:${MONTHS.join("|")})\\s*$`);
  const places = [...sentence.matchAll(NUMBER)].filter(
    ({ 0: text, index }) =>
      !YEAR.test(text) &&
      !inDate.test(sentence.slice(0, index)) &&
      !new RegExp(`^ (?:${MONTHS.join("|")})`).test(sentence.slice(index + text.length)),
  );
  const place = draw.from(places);
  if (!place) return null;
  const [before] = place;
  const after = draw.from(neighbours(before).filter((value) => value !== before && !holdsWords(passage.text, value)));
  if (after === undefined) return null;
  return { text: replaceAt(sentence, place.index, before.length, after), change: `${before} -> ${after}` };
};

function neighbours(text: string): string[] {
  const word = WORDS.indexOf(text.toLowerCase());
  if (word >= 0) return [word - 1, word + 1, word + 2].flatMap((i) => WORDS[i] ?? []).map((w) => caseOf(text, w));
  const value = Number(text.replaceAll(",", ""));
  if (text.includes(".")) {
    const places = text.split(".")[1]!.length;
    return [0.9, 1.1, 1.3, 2].map((factor) => (value * factor).toFixed(places));
  }
  if (value < 20) return [value + 1, value + 2, value + 3, value - 1].filter((n) => n > 1).map(String);
  // Keeps the zeros at the end: 1,500 becomes 1,800, not 1,653.
  const step = 10 ** (/0*$/.exec(String(value))![0].length || 0);
  const results = [0.8, 1.2, 1.4, 1.7].map((factor) => Math.round((value * factor) / step) * step);
  return results.map((n) => (text.includes(",") ? n.toLocaleString("en-US") : String(n)));
}

const caseOf = (model: string, word: string): string =>
  /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
