import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  best,
  Bm25Index,
  type Bm25Parameters,
  inverseDocumentFrequency,
  type ScoredDocument,
  termSaturation,
} from "../../../src/adapters/embedded/bm25.js";

const document = (...fields: string[]) => ({ fields: fields.map((field) => field.split(" ").filter(Boolean)) });
const order = (a: ScoredDocument, b: ScoredDocument): number => b.score - a.score || a.document - b.document;

describe("the BM25 formula", () => {
  it("weighs a term by the documents that hold it", () => {
    expect(inverseDocumentFrequency(10, 3)).toBeCloseTo(Math.log(1 + 7.5 / 3.5), 12);
    expect(inverseDocumentFrequency(10, 10)).toBeGreaterThan(0);
  });

  it("saturates repeats and discounts length", () => {
    expect(termSaturation(2, 1.5, { k1: 1.2, b: 0.75 })).toBeCloseTo((2 * 2.2) / (2 + 1.2 * (0.25 + 0.75 * 1.5)), 12);
    expect(termSaturation(5, 3, { k1: 0, b: 0.75 })).toBe(1);
    expect(termSaturation(2, 9, { k1: 1.2, b: 0 })).toBe(termSaturation(2, 1, { k1: 1.2, b: 0 }));
  });

  it("gives the score of a document as idf times saturation", () => {
    const index = new Bm25Index([document("a a b"), document("b c c c c")], [1]);
    // Two documents, one with "a"; tf 2; length 3 where the average is 4.
    const expected = Math.log(1 + 1.5 / 1.5) * ((2 * 2.2) / (2 + 1.2 * (1 - 0.75 + (0.75 * 3) / 4)));
    const hits = index.search(["a"], 10);
    expect(hits).toHaveLength(1);
    expect(hits[0]!.score).toBeCloseTo(expected, 5);
  });

  it("adds weighted fields before it saturates them", () => {
    const index = new Bm25Index([document("a", "a b"), document("c", "c")], [3, 1]);
    // tf 3 + 1 = 4; length 3 + 2 = 5; the other document's is 3 + 1 = 4, so the average is 4.5.
    const expected = Math.log(2) * ((4 * 2.2) / (4 + 1.2 * (0.25 + (0.75 * 5) / 4.5)));
    expect(index.search(["a"], 1)[0]!.score).toBeCloseTo(expected, 5);
  });
});

describe("the share of a term", () => {
  const index = new Bm25Index([document("a a b"), document("b c c c c"), document("c")], [1]);

  it("is its idf times its saturation in the document", () => {
    // Three documents of 3, 5 and 1 terms, so 3 on average; "a" is in one of them, twice.
    const expected = Math.log(1 + 2.5 / 1.5) * ((2 * 2.2) / (2 + 1.2 * (0.25 + (0.75 * 3) / 3)));
    expect(index.impact("a", 0)).toBeCloseTo(expected, 5);
  });

  it("adds up to the score, repeats counted", () => {
    const [hit] = index.search(["b", "c", "c", "z"], 1);
    expect(hit).toMatchObject({ document: 1 });
    expect(hit!.score).toBeCloseTo(index.impact("b", 1) + 2 * index.impact("c", 1), 12);
  });

  it("is 0 for a document or an index without the term", () => {
    expect([index.impact("a", 1), index.impact("a", 2), index.impact("c", 0), index.impact("z", 0)]).toEqual([
      0, 0, 0, 0,
    ]);
  });
});

describe("a BM25 search", () => {
  const index = new Bm25Index([document("a b"), document("a b"), document("b c")], [1]);

  it("returns only documents with a query term, ties in the order of addition", () => {
    expect(index.search(["a"], 10).map((hit) => hit.document)).toEqual([0, 1]);
    expect(index.search(["unknown"], 10)).toEqual([]);
    expect(index.search([], 10)).toEqual([]);
  });

  it("counts a repeated query term twice", () => {
    expect(index.search(["c", "c"], 1)[0]!.score).toBeCloseTo(2 * index.search(["c"], 1)[0]!.score, 12);
  });

  it("filters before it limits, and leaves nothing behind for the next search", () => {
    expect(index.search(["a"], 1, (position) => position === 1).map((hit) => hit.document)).toEqual([1]);
    expect(index.search(["a"], 10)).toEqual(index.search(["a"], 10));
    expect(index.search(["a"], 10)).toHaveLength(2);
  });

  it("gives a term's rarity, and null for a term no document holds", () => {
    expect(index.rarity("a")).toBe(inverseDocumentFrequency(3, 2));
    expect(index.rarity("z")).toBeNull();
  });

  it("leaves out fields of weight 0", () => {
    const bodyOnly = new Bm25Index([document("a", "b")], [0, 1]);
    expect([bodyOnly.search(["a"], 1).length, bodyOnly.search(["b"], 1).length]).toEqual([0, 1]);
  });

  it("works on nothing", () => {
    expect(new Bm25Index([], [1]).search(["a"], 5)).toEqual([]);
    expect(new Bm25Index([document("")], [1]).search(["a"], 5)).toEqual([]);
  });
});

const term = fc.constantFrom("a", "b", "c", "d", "e", "constructor");
const field = fc.array(term, { maxLength: 8 });
const corpus = fc.array(fc.record({ fields: fc.tuple(field, field) }), { minLength: 1, maxLength: 25 });
const weights = fc.tuple(fc.constantFrom(0, 0.5, 1, 3), fc.constantFrom(0.5, 1, 2));
const parameters = fc.record({
  k1: fc.double({ min: 0, max: 3, noNaN: true }),
  b: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** BM25 of one document, term by term, straight from the definition. */
function naiveScore(
  documents: { fields: [string[], string[]] }[],
  position: number,
  query: string[],
  [w0, w1]: [number, number],
  { k1, b }: Bm25Parameters,
): number {
  const count = (terms: string[], wanted: string): number => terms.filter((term) => term === wanted).length;
  const lengths = documents.map(({ fields: [first, second] }) => w0 * first.length + w1 * second.length);
  const average = lengths.reduce((sum, length) => sum + length, 0) / documents.length;
  let score = 0;
  for (const wanted of query) {
    const frequencies = documents.map(
      ({ fields: [first, second] }) => w0 * count(first, wanted) + w1 * count(second, wanted),
    );
    const n = frequencies.filter((frequency) => frequency > 0).length;
    const tf = frequencies[position]!;
    if (tf === 0) continue;
    const idf = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
    score += (idf * tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * lengths[position]!) / average));
  }
  return score;
}

describe("on any corpus", () => {
  it("scores are those of a naive BM25", () => {
    fc.assert(
      fc.property(corpus, field, weights, parameters, (documents, query, fieldWeights, settings) => {
        const hits = new Bm25Index(documents, fieldWeights, settings).search(query, documents.length);
        const expected = documents.map((_, i) => naiveScore(documents, i, query, fieldWeights, settings));
        expect(hits.map((hit) => hit.document).sort((a, b) => a - b)).toEqual(
          expected.flatMap((score, i) => (score > 0 ? [i] : [])),
        );
        // Impacts are kept in 32 bits.
        for (const { document, score } of hits) expect(score).toBeCloseTo(expected[document]!, 4);
        const index = new Bm25Index(documents, fieldWeights, settings);
        for (const { document, score } of hits) {
          expect(query.reduce((sum, wanted) => sum + index.impact(wanted, document), 0)).toBeCloseTo(score, 9);
        }
        expect(hits).toEqual([...hits].sort(order));
      }),
    );
  });

  it("the best few are the first of a full sort", () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.nat(10), (values, limit) => {
        const hits = values.map((score, document) => ({ document, score }));
        expect(best([...hits], limit)).toEqual([...hits].sort(order).slice(0, limit));
      }),
    );
  });
});
