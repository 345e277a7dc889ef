import { stopwords } from "@orama/stopwords/english";
import { stemmer } from "stemmer";

/** English function words as published for Orama, with the "a" that list forgets. */
export const ENGLISH_STOP_WORDS: string[] = [...stopwords, "a"];

const stopWords = new Set(ENGLISH_STOP_WORDS);

/** What a careful user gives a search library to make index terms with: no stop words, Porter stems, null for nothing. */
export function carefulTerm(word: string): string | null {
  const lower = word.toLowerCase();
  return stopWords.has(lower) ? null : stemmer(lower);
}
