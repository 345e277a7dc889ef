import type { Passage } from "../domain/document.js";
import type { TermShare } from "../domain/explanation.js";
import type { Filters } from "../domain/query.js";

/** `{ passageId: "docs/hnsw.md#3", score: 11.2 }`, best first. */
export interface Hit {
  passageId: string;
  score: number;
}

/** `{ word: "retrieval", distance: 1, rarity: 2.3 }`: a slip is a letter too many, too few or wrong, or two swapped. */
export interface NearWord {
  word: string;
  distance: number;
  /** As of `wordRarity`; 0 for words that are not indexed, being in every text. */
  rarity: number;
}

/** What retrieval needs of an index; who stores it, and how, is the adapter's business. */
export interface PassageIndex {
  /** BM25 over title, headings and body. No hit for a query without indexed words. */
  searchLexical(query: string, limit: number, filters?: Filters): Promise<Hit[]>;
  /** Cosine similarity, -1..1. */
  searchDense(vector: Float32Array, limit: number, filters?: Filters): Promise<Hit[]>;
  /**
   * Passages in the order of the ids. Left out are unknown ids, and passages that were removed since they were found; one
   * that should be there, because nothing was written since, but is not, is damage.
   *
   * @throws FootnoteError INDEX_CORRUPT
   */
  getPassages(ids: string[]): Promise<Passage[]>;
  /** Inverse document frequency of each word's term, for judging how specific a word is; null for words no document holds. */
  wordRarity(words: string[]): Promise<(number | null)[]>;
  /**
   * Words of the documents that a lower-case word of letters may be a misspelling of: at most `limit` slips away, same
   * first letter; nearest first, then the most frequent.
   */
  nearWords(word: string, limit: number): Promise<NearWord[]>;
  /**
   * The BM25 score of each passage for the query, term by term, whether it is a hit or not: every index term of the query
   * once, in order; the scores add up to that of `searchLexical`. Empty for unknown passages.
   */
  termShares(query: string, passageIds: string[]): Promise<TermShare[][]>;
}
