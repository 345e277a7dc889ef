import type { Bm25Parameters } from "../../src/adapters/embedded/bm25.js";

/** BM25 of one document, term by term, straight from the definition. */
export function naiveScore(
  documents: readonly { fields: readonly (readonly string[])[] }[],
  position: number,
  query: readonly string[],
  weights: readonly number[],
  { k1, b }: Bm25Parameters,
): number {
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
  const lengths = documents.map(({ fields }) => sum(fields.map((terms, i) => weights[i]! * terms.length)));
  const average = sum(lengths) / documents.length;
  const count = (terms: readonly string[], wanted: string): number => terms.filter((term) => term === wanted).length;
  let score = 0;
  for (const wanted of query) {
    const frequencies = documents.map(({ fields }) =>
      sum(fields.map((terms, i) => weights[i]! * count(terms, wanted))),
    );
    const n = frequencies.filter((frequency) => frequency > 0).length;
    const tf = frequencies[position]!;
    if (tf === 0) continue;
    const idf = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
    score += (idf * tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * lengths[position]!) / average));
  }
  return score;
}
