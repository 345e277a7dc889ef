import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holmAdjusted } from "../../../eval/statistics/holm.js";

describe("Holm's adjustment", () => {
  it("multiplies the smallest p by the number of metrics, the next by one less, and never falls", () => {
    const adjusted = holmAdjusted({ recall: 0.04, ndcg: 0.01, map: 0.03, length: 0.005 });
    expect(adjusted.length).toBeCloseTo(0.005 * 4, 12);
    expect(adjusted.ndcg).toBeCloseTo(0.01 * 3, 12);
    expect(adjusted.map).toBeCloseTo(0.03 * 2, 12);
    expect(adjusted.recall).toBeCloseTo(0.03 * 2, 12); // .04 * 1 is less than the one before
  });

  it("gives no more than 1, and equal p-values equal results", () => {
    expect(holmAdjusted({ a: 0.6, b: 0.9 })).toEqual({ a: 1, b: 1 });
    const tied = holmAdjusted({ a: 0.02, b: 0.02, c: 0.5 });
    expect(tied.a).toBeCloseTo(0.02 * 3, 12);
    expect(tied.b).toBe(tied.a);
  });

  it("leaves a single p as it is, and a missing one missing and uncounted", () => {
    expect(holmAdjusted({ only: 0.03 })).toEqual({ only: 0.03 });
    expect(holmAdjusted({ a: 0.01, b: null, c: 0.04 })).toEqual({ a: 0.01 * 2, b: null, c: 0.04 });
    expect(holmAdjusted({ a: null })).toEqual({ a: null });
    expect(holmAdjusted({})).toEqual({});
  });

  it("keeps the order of the metrics and of their p-values, between p and Bonferroni's m * p", () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 12 }), (pValues) => {
        const names = pValues.map((_, index) => `m${index}`);
        const adjusted = holmAdjusted(Object.fromEntries(pValues.map((value, index) => [names[index]!, value])));
        expect(Object.keys(adjusted)).toEqual(names);
        pValues.forEach((value, i) => {
          expect(adjusted[names[i]!]).toBeGreaterThanOrEqual(value);
          expect(adjusted[names[i]!]).toBeLessThanOrEqual(Math.min(1, value * pValues.length));
          pValues.forEach((other, j) => {
            if (value < other) expect(adjusted[names[i]!]).toBeLessThanOrEqual(adjusted[names[j]!]!);
          });
        });
      }),
    );
  });
});
