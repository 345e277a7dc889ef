import { stem, terms } from "./tokens.js";

/** A term of the question and how much it matters. */
export interface WeightedTerm {
  term: string;
  weight: number;
}

/** Weight for a word that no document holds: as telling as the rarest. */
const UNSEEN_WEIGHT = 12;

/** Distinct terms of the given words, weighted by rarity (idf; null for words no document holds). */
export function weightedTerms(words: string[], rarities: (number | null)[]): WeightedTerm[] {
  const weights = new Map<string, number>();
  words.forEach((word, i) => weights.set(stem(word), rarities[i] ?? UNSEEN_WEIGHT));
  return Array.from(weights, ([term, weight]) => ({ term, weight }));
}

/** Weighted share, 0..1, of the question's terms that the text holds; 0 for a question without terms. */
export function termCoverage(question: readonly WeightedTerm[], text: string): number {
  const held = new Set(terms(text));
  let total = 0;
  let found = 0;
  for (const { term, weight } of question) {
    total += weight;
    if (held.has(term)) found += weight;
  }
  return total > 0 ? found / total : 0;
}
