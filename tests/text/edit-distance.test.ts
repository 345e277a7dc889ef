import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "../../src/text/edit-distance.js";

/** Optimal string alignment from its definition, without rows or limits. */
function naive(a: string, b: string): number {
  if (a === "" || b === "") return Math.max(a.length, b.length);
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const ways = [naive(x, b) + 1, naive(a, y) + 1, naive(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1)];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    ways.push(naive(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...ways);
}

describe("edit distance", () => {
  it.each([
    ["retrieval", "retrieval", 0],
    ["retreival", "retrieval", 1],
    ["retrival", "retrieval", 1],
    ["rettrieval", "retrieval", 1],
    ["retriebal", "retrieval", 1],
    ["retreval", "retrieval", 1],
    ["rtereival", "retrieval", 2],
  ])("%s is %i slips from %s", (a, b, distance) => {
    expect(editDistance(a, b, 3)).toBe(distance);
  });

  it("is that of the definition up to the limit, and one more beyond it", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(naive(a, b), limit + 1));
        expect(editDistance(b, a, limit)).toBe(editDistance(a, b, limit));
      }),
    );
  });
});
