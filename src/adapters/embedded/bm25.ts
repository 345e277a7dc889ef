import { type Bitmap, countBits, hasBit } from "./bitmap.js";
import type { Postings } from "./postings.js";
import { createTopRows, type ScoredRow } from "./top-rows.js";

/**
 * BM25 over weighted fields, combined before scoring as in Robertson, Zaragoza and Taylor (2004), "Simple BM25 extension
 * to multiple weighted fields". With all weights 1 this is plain BM25 on the concatenated fields.
 *
 * The rows lie in parts that never change; what was deleted is dead in its part. Everything that depends on the whole
 * (row count, document frequencies, average length) counts living rows only, when it is asked for: scores are those of
 * an index built anew.
 */

export interface Bm25Parameters {
  /** Saturation of repeated terms, 0..3: 0 counts presence only. Default 1.2. */
  k1: number;
  /** Length normalisation, 0..1: 0 ignores length. Default 0.75. */
  b: number;
}

export interface LexicalPart {
  postings: Postings;
  /** Null when all rows live. */
  live: Bitmap | null;
}

export interface Bm25 {
  /** idf of a term, or null when no living row holds it. */
  rarity(term: string): number | null;
  /** What one occurrence of a term in the query adds to a row's score; 0 when the row lacks it. */
  impact(term: string, row: number): number;
  /**
   * The `limit` best living rows that hold a query term, best first. A term that stands twice in the query counts twice.
   *
   * @param accepted by part, the rows that may be found; dead ones must not be among them. Default: all that live
   */
  search(queryTerms: readonly string[], limit: number, accepted?: readonly (Bitmap | null)[]): ScoredRow[];
}

/** ln(1 + (N - n + .5) / (n + .5)): Robertson and Spärck Jones, kept positive as in Lucene. */
export function inverseDocumentFrequency(documentCount: number, documentFrequency: number): number {
  return Math.log(1 + (documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** tf (k1 + 1) / (tf + k1 (1 - b + b length / averageLength)): Robertson and Zaragoza (2009), equation 3.15. */
export function termSaturation(tf: number, relativeLength: number, { k1, b }: Bm25Parameters): number {
  return (tf * (k1 + 1)) / (tf + k1 * (1 - b + b * relativeLength));
}

const MAX_KNOWN_FREQUENCIES = 10_000;

/**
 * Rows are numbered through the parts.
 *
 * @param isBefore decides between rows of equal scores
 */
export function createBm25(
  parts: readonly LexicalPart[],
  parameters: Bm25Parameters = { k1: 1.2, b: 0.75 },
  isBefore?: (a: number, b: number) => boolean,
): Bm25 {
  const { documentCount, averageLength } = countLiving(parts);
  const frequencies = new Map<string, number>();

  function documentFrequency(term: string): number {
    let count = frequencies.get(term);
    if (count === undefined) {
      count = parts.reduce((sum, part) => sum + livingPostings(part, term), 0);
      if (frequencies.size >= MAX_KNOWN_FREQUENCIES) frequencies.clear();
      frequencies.set(term, count);
    }
    return count;
  }

  function rarity(term: string): number | null {
    const frequency = documentFrequency(term);
    return frequency === 0 ? null : inverseDocumentFrequency(documentCount, frequency);
  }

  return {
    rarity,

    impact(term, row) {
      const idf = rarity(term);
      for (const { postings } of parts) {
        if (row < postings.lengths.length) {
          const tf = idf === null ? 0 : frequencyIn(postings, term, row);
          return tf === 0 ? 0 : idf! * termSaturation(tf, postings.lengths[row]! / averageLength, parameters);
        }
        row -= postings.lengths.length;
      }
      return 0;
    },

    search(queryTerms, limit, accepted = parts.map(({ live }) => live)) {
      const weights = new Map<string, number>();
      for (const term of queryTerms) {
        const weight = weights.get(term) ?? 0;
        weights.set(term, weight + (rarity(term) ?? 0) * (parameters.k1 + 1));
      }
      const top = createTopRows(limit, isBefore);
      const { k1, b } = parameters;
      const norm: Norm = { constant: k1 * (1 - b), perLength: (k1 * b) / averageLength };
      let firstRow = 0;
      parts.forEach(({ postings }, i) => {
        const lists = Array.from(weights, ([term, weight]) => ({ term: postings.terms.find(term), weight }));
        const found = lists.filter(({ term, weight }) => term >= 0 && weight > 0);
        scorePart(postings, found, norm, accepted[i] ?? null, (row, score) => {
          if (score >= top.floor) top.offer(firstRow + row, score);
        });
        firstRow += postings.lengths.length;
      });
      return top.take();
    },
  };
}

function countLiving(parts: readonly LexicalPart[]): { documentCount: number; averageLength: number } {
  let documentCount = 0;
  let totalLength = 0;
  for (const { postings, live } of parts) {
    documentCount += live ? countBits(live) : postings.lengths.length;
    postings.lengths.forEach((length, row) => {
      if (!live || hasBit(live, row)) totalLength += length;
    });
  }
  return { documentCount, averageLength: totalLength / Math.max(1, documentCount) || 1 };
}

function livingPostings({ postings, live }: LexicalPart, text: string): number {
  const term = postings.terms.find(text);
  if (term < 0) return 0;
  const [start, end] = [postings.starts[term]!, postings.starts[term + 1]!];
  if (!live) return end - start;
  let count = 0;
  for (let i = start; i < end; i++) if (hasBit(live, postings.rows[i]!)) count++;
  return count;
}

function frequencyIn(postings: Postings, text: string, row: number): number {
  const term = postings.terms.find(text);
  if (term < 0) return 0;
  // A list is ascending: halve it until the row is found.
  let low = postings.starts[term]!;
  let high = postings.starts[term + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (postings.rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low < postings.starts[term + 1]! && postings.rows[low] === row ? postings.frequencies[low]! : 0;
}

/** The part of the saturation's denominator that does not depend on the term. */
interface Norm {
  constant: number;
  perLength: number;
}

/** Scores of the running search by row; all zero between searches, which never overlap: they do not wait for anything. */
let accumulators = new Float64Array(0);

/** Calls `found` with every accepted row that holds a term. */
function scorePart(
  { starts, rows, frequencies, lengths }: Postings,
  lists: readonly { term: number; weight: number }[],
  { constant, perLength }: Norm,
  accepted: Bitmap | null,
  found: (row: number, score: number) => void,
): void {
  if (accumulators.length < lengths.length) accumulators = new Float64Array(lengths.length);
  const scores = accumulators;
  let postingCount = 0;
  for (const { term, weight } of lists) {
    const end = starts[term + 1]!;
    postingCount += end - starts[term]!;
    for (let i = starts[term]!; i < end; i++) {
      const row = rows[i]!;
      const tf = frequencies[i]!;
      // termSaturation, with what is the same for all rows taken out of the loop.
      scores[row]! += (weight * tf) / (tf + constant + perLength * lengths[row]!);
    }
  }
  const visit = (row: number): void => {
    const score = scores[row]!;
    if (score === 0) return;
    scores[row] = 0;
    if (!accepted || hasBit(accepted, row)) found(row, score);
  };
  // Few postings are walked once more; beside many, walking all rows is faster, being in order.
  if (postingCount < lengths.length / 4) {
    for (const { term } of lists) for (let i = starts[term]!; i < starts[term + 1]!; i++) visit(rows[i]!);
  } else {
    for (let row = 0; row < lengths.length; row++) visit(row);
  }
}
