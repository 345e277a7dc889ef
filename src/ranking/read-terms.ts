import { isStopWord, stem, words } from "../text/tokens.js";

/** What ranking asks of a text's words. */
export interface TextTerms {
  /** Index terms, in order and with repeats. */
  terms: readonly string[];
  /** Words, stop words included. */
  wordCount: number;
}

const CACHED_TEXTS = 5_000;
const cache = new Map<string, TextTerms>();

/** The terms of a title, heading or passage; kept, since questions find the same passages again. */
export function readTerms(text: string): TextTerms {
  let read = cache.get(text);
  if (!read) {
    const all = words(text);
    read = { terms: all.filter((word) => !isStopWord(word)).map(stem), wordCount: all.length };
    if (cache.size >= CACHED_TEXTS) cache.clear();
    cache.set(text, read);
  }
  return read;
}
