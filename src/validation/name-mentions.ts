import { words } from "../text/tokens.js";

const SENTENCE_START = /(?:^|[.!?:]\s+|[-*•]\s+|["“(]\s*)$/u;
const NAME_PART = /[\p{Lu}][\p{L}\p{N}'’-]*|[\p{L}]*\p{N}+[\p{L}][\p{L}\p{N}]*|[\p{L}]+\p{N}[\p{L}\p{N}]*/gu;

/**
 * Words that look like names: capitalised inside a sentence, or mixing letters and digits (BM25, HTML5), folded to lower
 * case. The first word of a sentence counts only when it is written like no ordinary word (iPhone, SQLite, NASA).
 */
export function findNames(text: string): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(NAME_PART)) {
    const word = match[0];
    const opensSentence = SENTENCE_START.test(text.slice(Math.max(0, match.index - 4), match.index));
    const ordinary = /^\p{Lu}[\p{Ll}'’-]*$/u.test(word);
    if (word.length < 2 || (opensSentence && ordinary)) continue;
    for (const folded of words(word)) names.add(folded);
  }
  return [...names];
}
