import { removeCitationMarks } from "../../src/text/citation-marks.js";

const ARTICLES: ReadonlySet<string> = new Set(["a", "an", "the"]);

/**
 * Answer text in the form in which answers are compared, after SQuAD's evaluation script (Rajpurkar et al., 2016):
 * lower case, no punctuation, no articles, single spaces. Three changes: letters are folded (NFKD, diacritics removed);
 * punctuation becomes a space, so that "one - eyed" is "one-eyed"; and numbers and abbreviations keep their identity,
 * so that 3.5 is not 35, 1,000 is 1000 and U.S. is US.
 */
export function normaliseAnswer(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .replace(/\b\p{L}(?:\.\p{L})+\b\.?/gu, (initials) => initials.replaceAll(".", ""))
    .replace(/\.(?!\d)|[^\p{L}\p{N}.]+/gu, " ")
    .split(" ")
    .filter((word) => word !== "" && !ARTICLES.has(word))
    .join(" ");
}

/**
 * Whether a normalised text holds a normalised phrase in whole words. A phrase of which nothing was left is in no text.
 */
export function containsWords(text: string, phrase: string): boolean {
  return phrase !== "" && ` ${text} `.includes(` ${phrase} `);
}

const MAX_SHORT_WORDS = 8;

/** Whether a reference can be looked for word for word: no right answer repeats a sentence-long one. */
export function isShortAnswer(answer: string): boolean {
  return wordCount(answer) <= MAX_SHORT_WORDS;
}

/** Whether it says something about the question alone: the word in a passage would mean nothing. */
export function isYesOrNo(answer: string): boolean {
  return /^(?:yes|no|maybe)$/.test(normaliseAnswer(answer));
}

/** Words of an answer as a reader counts them: between spaces, with a letter or digit in them, citation marks aside. */
export function wordCount(text: string): number {
  return removeCitationMarks(text)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
