import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBitmap, setBit } from "../../../src/adapters/embedded/bitmap.js";
import { inverseDocumentFrequency, termSaturation } from "../../../src/adapters/embedded/bm25.js";
import type { ScoredRow } from "../../../src/adapters/embedded/top-rows.js";
import { naiveScore } from "../../doubles/naive-bm25.js";
import { bm25Of } from "../../doubles/postings.js";

const document = (...fields: string[]) => ({ fields: fields.map((field) => field.split(" ").filter(Boolean)) });
const order = (a: ScoredRow, b: ScoredRow): number => b.score - a.score || a.row - b.row;

describe("the BM25 formula", () => {
  it("weighs a term by the documents that hold it", async () => {
    expect(inverseDocumentFrequency(10, 3)).toBeCloseTo(Math.log(1 + 7.5 / 3.5), 12);
    expect(inverseDocumentFrequency(10, 10)).toBeGreaterThan(0);
  });

  it("saturates repeats and discounts length", async () => {
    expect(termSaturation(2, 1.5, { k1: 1.2, b: 0.75 })).toBeCloseTo((2 * 2.2) / (2 + 1.2 * (0.25 + 0.75 * 1.5)), 12);
    expect(termSaturation(5, 3, { k1: 0, b: 0.75 })).toBe(1);
    expect(termSaturation(2, 9, { k1: 1.2, b: 0 })).toBe(termSaturation(2, 1, { k1: 1.2, b: 0 }));
  });

  it("gives the score of a document as idf times saturation", async () => {
    const index = await bm25Of([document("a a b"), document("b c c c c")], [1]);
    // Two documents, one with "a"; tf 2; length 3 where the average is 4.
    const expected = Math.log(1 + 1.5 / 1.5) * ((2 * 2.2) / (2 + 1.2 * (1 - 0.75 + (0.75 * 3) / 4)));
    const hits = index.search(["a"], 10);
    expect(hits).toHaveLength(1);
    expect(hits[0]!.score).toBeCloseTo(expected, 5);
  });

  it("adds weighted fields before it saturates them", async () => {
    const index = await bm25Of([document("a", "a b"), document("c", "c")], [3, 1]);
    // tf 3 + 1 = 4; length 3 + 2 = 5; the other document's is 3 + 1 = 4, so the average is 4.5.
    const expected = Math.log(2) * ((4 * 2.2) / (4 + 1.2 * (0.25 + (0.75 * 5) / 4.5)));
    expect(index.search(["a"], 1)[0]!.score).toBeCloseTo(expected, 5);
  });
});

describe("the share of a term", async () => {
  const index = await bm25Of([document("a a b"), document("b c c c c"), document("c")], [1]);

  it("is its idf times its saturation in the document", async () => {
    // Three documents of 3, 5 and 1 terms, so 3 on average; "a" is in one of them, twice.
    const expected = Math.log(1 + 2.5 / 1.5) * ((2 * 2.2) / (2 + 1.2 * (0.25 + (0.75 * 3) / 3)));
    expect(index.impact("a", 0)).toBeCloseTo(expected, 5);
  });

  it("adds up to the score, repeats counted", async () => {
    const [hit] = index.search(["b", "c", "c", "z"], 1);
    expect(hit).toMatchObject({ row: 1 });
    expect(hit!.score).toBeCloseTo(index.impact("b", 1) + 2 * index.impact("c", 1), 12);
  });

  it("is 0 for a document or an index without the term", async () => {
    expect([index.impact("a", 1), index.impact("a", 2), index.impact("c", 0), index.impact("z", 0)]).toEqual([
      0, 0, 0, 0,
    ]);
  });
});

describe("a BM25 search", async () => {
  const index = await bm25Of([document("a b"), document("a b"), document("b c")], [1]);

  it("returns only documents with a query term, ties in the order of addition", async () => {
    expect(index.search(["a"], 10).map((hit) => hit.row)).toEqual([0, 1]);
    expect(index.search(["unknown"], 10)).toEqual([]);
    expect(index.search([], 10)).toEqual([]);
  });

  it("counts a repeated query term twice", async () => {
    expect(index.search(["c", "c"], 1)[0]!.score).toBeCloseTo(2 * index.search(["c"], 1)[0]!.score, 12);
  });

  it("filters before it limits, and leaves nothing behind for the next search", async () => {
    const second = createBitmap(3);
    setBit(second, 1);
    expect(index.search(["a"], 1, [second]).map((hit) => hit.row)).toEqual([1]);
    expect(index.search(["a"], 10)).toEqual(index.search(["a"], 10));
    expect(index.search(["a"], 10)).toHaveLength(2);
  });

  it("gives a term's rarity, and null for a term no document holds", async () => {
    expect(index.rarity("a")).toBe(inverseDocumentFrequency(3, 2));
    expect(index.rarity("z")).toBeNull();
  });

  it("leaves out fields of weight 0", async () => {
    const bodyOnly = await bm25Of([document("a", "b")], [0, 1]);
    expect([bodyOnly.search(["a"], 1).length, bodyOnly.search(["b"], 1).length]).toEqual([0, 1]);
  });

  it("works on nothing", async () => {
    expect((await bm25Of([], [1])).search(["a"], 5)).toEqual([]);
    expect((await bm25Of([document("")], [1])).search(["a"], 5)).toEqual([]);
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

describe("on any corpus", () => {
  it("scores are those of a naive BM25", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, field, weights, parameters, async (documents, query, fieldWeights, settings) => {
        const index = await bm25Of(documents, fieldWeights, settings);
        const hits = index.search(query, documents.length);
        const expected = documents.map((_, i) => naiveScore(documents, i, query, fieldWeights, settings));
        expect(hits.map((hit) => hit.row).sort((a, b) => a - b)).toEqual(
          expected.flatMap((score, i) => (score > 0 ? [i] : [])),
        );
        for (const { row, score } of hits) expect(score).toBeCloseTo(expected[row]!, 9);
        for (const { row, score } of hits) {
          expect(query.reduce((sum, wanted) => sum + index.impact(wanted, row), 0)).toBeCloseTo(score, 9);
        }
        expect(hits).toEqual([...hits].sort(order));
      }),
    );
  });
});
