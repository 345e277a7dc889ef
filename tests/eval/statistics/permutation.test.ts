import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auroc } from "../../../eval/metrics/classification.js";
import { mean, type Measured, ratio } from "../../../eval/metrics/mean.js";
import { pairedPermutationOfMeans, pairedPermutationTest } from "../../../eval/statistics/permutation.js";
import { pairedDifferences } from "../../../eval/statistics/pairs.js";
import { seededRandom } from "../../../eval/statistics/random.js";

const values = fc.array(fc.option(fc.integer({ min: -4, max: 4 }), { freq: 6 }), { maxLength: 8 });

describe("the paired permutation test of means", () => {
  it("of few pairs is the share of all sign flips whose sum is as far from 0", () => {
    // Sums of ±1 ±2 ±3 are 6, 4, 2, 0 and their negatives, 0 twice: 2 of 8 are as far as 6.
    expect(pairedPermutationOfMeans([1, 2, 3])).toEqual({ difference: 6 / 3, pValue: 2 / 8, midPValue: 1 / 8 });
    // 4 and -4 join 6 and -6.
    const four = pairedPermutationOfMeans([-1, 2, 3])!;
    expect(four).toEqual({ difference: 4 / 3, pValue: 4 / 8, midPValue: (2 + 2 / 2) / 8 });
  });

  it("of right and wrong answers is McNemar's exact test", () => {
    // 7 questions gained, 1 lost: 2 (C(8,0) + C(8,1)) / 2^8. Unchanged ones do not matter.
    const changes = [1, 1, 1, 1, 1, 1, 1, -1, ...new Array<number>(50).fill(0)];
    const result = pairedPermutationOfMeans(changes)!;
    expect(result.pValue).toBeCloseTo((2 * (1 + 8)) / 2 ** 8, 12);
    expect(result.midPValue).toBeCloseTo((2 * (1 + 8 / 2)) / 2 ** 8, 12);
    expect(result.difference).toBeCloseTo(6 / 58, 12);
  });

  it("is 1 without a difference, for one pair, and for equal runs", () => {
    expect(pairedPermutationOfMeans([1, -1])!.pValue).toBe(1);
    expect(pairedPermutationOfMeans([0.4])).toEqual({ difference: 0.4, pValue: 1, midPValue: 1 / 2 });
    expect(pairedPermutationOfMeans([0, 0, 0])).toEqual({ difference: 0, pValue: 1, midPValue: 1 / 2 });
  });

  it("leaves missing differences out, and is missing when all are", () => {
    expect(pairedPermutationOfMeans([null, 1, null, 2, 3])).toEqual(pairedPermutationOfMeans([1, 2, 3]));
    expect(pairedPermutationOfMeans([null, null])).toBeNull();
    expect(pairedPermutationOfMeans([])).toBeNull();
  });

  it("counts sums that differ only by rounding as equal", () => {
    // .1 + .2 - .3 is 5.6e-17, and -.1 - .2 + .3 its negative: both are as near to 0 as can be.
    expect(pairedPermutationOfMeans([0.1, 0.2, -0.3])!.pValue).toBe(1);
    expect(pairedPermutationOfMeans([0.1, 0.2, 0.3, -0.6])!.pValue).toBe(1);
  });

  it("samples when there are too many permutations, near the exact value and never 0", () => {
    const changes = [5, 4, 3, -2, 2, 1, 1, -1, 1, 2, -1, 2, 3];
    const exact = pairedPermutationOfMeans(changes, { permutations: 2 ** 13 })!;
    const sampled = pairedPermutationOfMeans(changes, { permutations: 2 ** 13 - 1 })!;
    expect(sampled).not.toEqual(exact);
    expect(Math.abs(sampled.pValue - exact.pValue)).toBeLessThan(0.01);
    expect(Math.abs(sampled.midPValue - exact.midPValue)).toBeLessThan(0.01);

    const certain = pairedPermutationOfMeans(new Array<number>(100).fill(1), { permutations: 999 })!;
    expect(certain.pValue).toBe((1 + 0) / (1 + 999));
    expect(certain.midPValue).toBe(0.5 / (1 + 999));
  });

  it("is the same for the same seed, and another for another", () => {
    const random = seededRandom(5);
    const changes = Array.from({ length: 60 }, () => random() - 0.4);
    const test = (seed: number) => pairedPermutationOfMeans(changes, { seed, permutations: 500 });
    expect(test(7)).toEqual(test(7));
    expect(test(8)).not.toEqual(test(7));
  });

  it("has random signs that do not depend on each other, past the first 32 pairs too", () => {
    // The sum of 100 random signs is as far from 0 as 20 with probability .0569 (both tails of Binomial(100, 1/2) at 60).
    const changes = Array.from({ length: 100 }, (_, index) => (index < 60 ? 1 : -1));
    expect(Math.abs(pairedPermutationOfMeans(changes)!.pValue - 0.0569)).toBeLessThan(0.008);
  });
});

describe("the paired permutation test of any statistic", () => {
  it("of a mean is the test of means", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { maxLength: 8 }),
        (pairs) => {
          const a = pairs.map(([first]) => first);
          const b = pairs.map(([, second]) => second);
          const general = pairedPermutationTest(a, b, mean);
          const ofMeans = pairedPermutationOfMeans(pairedDifferences(a, b));
          expect(general === null).toBe(ofMeans === null);
          if (!general || !ofMeans) return;
          expect(general.difference).toBeCloseTo(ofMeans.difference, 12);
          expect(general.pValue).toBeCloseTo(ofMeans.pValue, 12);
          expect(general.midPValue).toBeCloseTo(ofMeans.midPValue, 12);
        },
      ),
    );
  });

  it("does not care which run comes first, but for the sign", () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const n = Math.min(first.length, second.length);
        const [a, b] = [first.slice(0, n), second.slice(0, n)];
        const there = pairedPermutationTest(a, b, mean);
        const back = pairedPermutationTest(b, a, mean);
        expect(there === null).toBe(back === null);
        if (!there || !back) return;
        expect(there.difference + back.difference).toBeCloseTo(0, 12);
        expect(there.pValue).toBeCloseTo(back.pValue, 12);
        expect(there.pValue).toBeGreaterThan(0);
        expect(there.pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("tests a ratio of sums, which the mean of ratios would not show", () => {
    const rows = (...pairs: [number, number][]) => pairs.map(([part, whole]) => ({ part, whole }));
    const statistic = (all: readonly { part: number; whole: number }[]): Measured =>
      ratio(
        all.reduce((sum, row) => sum + row.part, 0),
        all.reduce((sum, row) => sum + row.whole, 0),
      );
    // The second pair is the same in both: every permutation is this difference or its negative.
    const result = pairedPermutationTest(rows([1, 10], [1, 2]), rows([9, 10], [1, 2]), statistic)!;
    expect(result.difference).toBeCloseTo(10 / 12 - 2 / 12, 12);
    expect(result.pValue).toBe(1);
    // 4/6 - 1/6 unswapped; with the first pair swapped 2/6 - 3/6, with the second 3/6 - 2/6.
    expect(pairedPermutationTest(rows([0, 3], [1, 3]), rows([2, 3], [2, 3]), statistic)!.pValue).toBe(2 / 4);
    // Means of ratios would gain here, 1/1 against 0/1 outweighing 7/10 against 9/10; sums lose.
    expect(pairedPermutationTest(rows([0, 1], [9, 10]), rows([1, 1], [7, 10]), statistic)!.difference).toBeCloseTo(
      8 / 11 - 9 / 11,
      12,
    );
  });

  it("finds the better of two scorers by AUROC, and no difference between equal ones", () => {
    const random = seededRandom(11);
    const truth = Array.from({ length: 120 }, () => random() < 0.5);
    const scorer = (noise: number) =>
      truth.map((positive) => ({ positive, score: Number(positive) + noise * random() }));
    const [good, bad, alsoBad] = [scorer(1.5), scorer(6), scorer(6)];
    const options = { permutations: 400 };
    expect(pairedPermutationTest(bad, good, auroc, options)!.pValue).toBe(1 / 401);
    expect(pairedPermutationTest(bad, good, auroc, options)!.difference).toBeCloseTo(auroc(good)! - auroc(bad)!, 12);
    expect(pairedPermutationTest(bad, alsoBad, auroc, options)!.pValue).toBeGreaterThan(0.05);
  });

  it("samples the same for the same seed", () => {
    const random = seededRandom(2);
    const [a, b] = [0, 0.1].map((gain) => Array.from({ length: 40 }, () => random() + gain)) as [number[], number[]];
    const test = (seed: number) => pairedPermutationTest(a, b, mean, { seed, permutations: 300 });
    expect(test(1)).toEqual(test(1));
    expect(test(2)).not.toEqual(test(1));
  });

  it("leaves permutations without a value out", () => {
    // With one pair swapped, one run has no value at all; unswapped and fully swapped count, and both are as far from 0.
    const result = pairedPermutationTest<Measured>([0, null], [null, 1], mean);
    expect(result).toEqual({ difference: 1 - 0, pValue: 2 / 2, midPValue: 1 / 2 });
  });

  it("is missing when a run has no value or there are no rows", () => {
    expect(pairedPermutationTest<Measured>([null, null], [1, 0], mean)).toBeNull();
    expect(pairedPermutationTest<number>([], [], mean)).toBeNull();
  });

  it("refuses runs of different length, and leaves its rows in order", () => {
    expect(() => pairedPermutationTest([1], [1, 2], mean)).toThrow("rows in pairs; these are 1 and 2");
    const [a, b] = [[1, 2, 3], [4, 5, 7]]; // prettier-ignore
    pairedPermutationTest(a, b, mean);
    expect([a, b]).toEqual([[1, 2, 3], [4, 5, 7]]); // prettier-ignore
  });
});
