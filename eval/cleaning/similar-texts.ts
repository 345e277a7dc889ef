import { comparableWords, jaccard, jaccardOfSorted, shingleHashes, shingleSet } from "./shingles.js";
import { sayTheSame, tellingKey, tellingWords } from "./telling-words.js";

/** A text with the hashes of its shingles, sorted, each once. */
export interface ComparableText {
  text: string;
  hashes: Uint32Array;
}

export interface SimilarityOptions {
  /** Characters in a shingle. */
  shingle: number;
  /** Least Jaccard similarity. */
  threshold: number;
}

export function toComparable(text: string, { shingle }: Pick<SimilarityOptions, "shingle">): ComparableText {
  return { text, hashes: shingleHashes(comparableWords(text), shingle) };
}

/** Texts with different keys are no near duplicates. */
export function nearDuplicateKey(text: string): string {
  return tellingKey(tellingWords(text));
}

/** The keys that several texts share: only those texts need to be compared. */
export function repeatedKeys(keys: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(keys.filter((key) => seen.size === seen.add(key).size));
}

/**
 * Jaccard similarity of two texts that are near duplicates; null when they are not: below the threshold, or saying
 * different things. Hashes only rule out; the similarity is that of the shingles themselves.
 */
export function nearDuplicateSimilarity(
  a: ComparableText,
  b: ComparableText,
  { shingle, threshold }: SimilarityOptions,
): number | null {
  if (jaccardOfSorted(a.hashes, b.hashes) < threshold || !sayTheSame(tellingWords(a.text), tellingWords(b.text)))
    return null;
  const similarity = jaccard(
    shingleSet(comparableWords(a.text), shingle),
    shingleSet(comparableWords(b.text), shingle),
  );
  return similarity < threshold ? null : similarity;
}
