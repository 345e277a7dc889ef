import { stemmer } from "stemmer";
import { STOP_WORDS } from "./stop-words.js";

// Marks belong to the letter before them: "é" may be two characters, and Indic vowels are marks.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

export interface Token {
  word: string;
  start: number;
  end: number;
}

/** Lower-cased words with their offsets. Diacritics are folded in `word` only, so offsets stay those of the text. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    tokens.push({ word: fold(match[0]), start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

/** The words of a text, lower-cased and folded, in order. */
export function words(text: string): string[] {
  return (text.match(WORD) ?? []).map(fold);
}

/** Index terms of a text: words without stop words, stemmed (Porter, 1980), in order and with repeats. */
export function terms(text: string): string[] {
  const result: string[] = [];
  for (const word of words(text)) if (!isStopWord(word)) result.push(stem(word));
  return result;
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Words that carry content, unstemmed, in order. */
export function contentWords(text: string): string[] {
  return words(text).filter((word) => !isStopWord(word));
}

const stems = new Map<string, string>();
const MAX_CACHED_STEMS = 200_000;

/** Porter stem of a lower-case word; words with digits or non-Latin letters stay whole. */
export function stem(word: string): string {
  let result = stems.get(word);
  if (result === undefined) {
    result = /^[a-z]+$/.test(word) ? stemmer(word) : word;
    if (stems.size >= MAX_CACHED_STEMS) stems.clear();
    stems.set(word, result);
  }
  return result;
}

function fold(word: string): string {
  const lower = word.toLowerCase();
  // Plain ASCII is the common case and needs no normalisation.
  return /^[a-z0-9]+$/.test(lower) ? lower : lower.normalize("NFKD").replace(/\p{M}/gu, "");
}
