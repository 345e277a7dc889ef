import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  brierScore,
  equalMassBins,
  equalWidthBins,
  expectedCalibrationError,
} from "../../../eval/metrics/calibration.js";
import type { ScoredLabel } from "../../../eval/metrics/classification.js";

const row = (score: number, positive: boolean): ScoredLabel => ({ score, positive });
const rows = [row(0.1, false), row(0.2, true), row(0.7, true), row(0.8, true), row(0.9, false), row(1, true)];
const probabilities = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 20 }).map((n) => n / 20), positive: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

describe("bins of equal width", () => {
  it("have mean score and share of positives of their rows; empty ones stay", () => {
    expect(equalWidthBins(rows, 4)).toEqual([
      { from: 0, to: 1 / 4, count: 2, meanScore: (0.1 + 0.2) / 2, positiveShare: 1 / 2 },
      { from: 1 / 4, to: 2 / 4, count: 0, meanScore: null, positiveShare: null },
      { from: 2 / 4, to: 3 / 4, count: 1, meanScore: 0.7, positiveShare: 1 / 1 },
      { from: 3 / 4, to: 1, count: 3, meanScore: (0.8 + 0.9 + 1) / 3, positiveShare: 2 / 3 },
    ]);
  });

  it("have their lower edge, the last one 1 too, whatever rounding does", () => {
    const counts = (scores: number[], count: number): number[] =>
      equalWidthBins(
        scores.map((score) => row(score, true)),
        count,
      ).flatMap((bin, i) => (bin.count > 0 ? [i] : []));
    expect(counts([0.5], 2)).toEqual([1]);
    expect(counts([0], 2)).toEqual([0]);
    expect(counts([1], 10)).toEqual([9]);
    // .29 * 100 is 28.999999999999996.
    expect(counts([0.29], 100)).toEqual([29]);
  });
});

describe("bins of equal mass", () => {
  it("have as many rows each as can be, lowest scores first", () => {
    expect(equalMassBins(rows.toReversed(), 3)).toEqual([
      { from: 0.1, to: 0.2, count: 2, meanScore: (0.1 + 0.2) / 2, positiveShare: 1 / 2 },
      { from: 0.7, to: 0.8, count: 2, meanScore: (0.7 + 0.8) / 2, positiveShare: 2 / 2 },
      { from: 0.9, to: 1, count: 2, meanScore: (0.9 + 1) / 2, positiveShare: 1 / 2 },
    ]);
    expect(equalMassBins(rows, 4).map((bin) => bin.count)).toEqual([2, 2, 1, 1]);
    expect(equalMassBins(rows, 10).map((bin) => bin.count)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("keep rows of one score together; what is left is shared out evenly", () => {
    const tied = [...Array.from({ length: 5 }, () => row(0.5, true)), row(0.6, true), row(0.7, false), row(0.8, true)];
    expect(equalMassBins(tied, 4).map((bin) => bin.count)).toEqual([5, 1, 1, 1]);
    expect(equalMassBins(tied, 2).map((bin) => bin.count)).toEqual([5, 3]);
    expect(equalMassBins(tied.slice(0, 5), 4)).toEqual([
      { from: 0.5, to: 0.5, count: 5, meanScore: 0.5, positiveShare: 1 },
    ]);
  });
});

describe("both kinds of bins", () => {
  it("hold every row once, between their edges, in whatever order the rows come", () => {
    fc.assert(
      fc.property(probabilities, fc.integer({ min: 1, max: 12 }), (all, count) => {
        for (const binsOf of [equalWidthBins, equalMassBins]) {
          const bins = binsOf(all, count);
          expect(bins.length).toBeLessThanOrEqual(count);
          expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(all.length);
          for (const { from, to, meanScore } of bins) {
            if (meanScore === null) continue;
            expect(meanScore).toBeGreaterThanOrEqual(from - 1e-12);
            expect(meanScore).toBeLessThanOrEqual(to + 1e-12);
          }
          expect(binsOf(all.toReversed(), count).map((bin) => bin.count)).toEqual(bins.map((bin) => bin.count));
        }
      }),
    );
  });

  it.each([[-0.1], [1.5], [NaN], [Infinity]])("refuse a score of %d", (score) => {
    const strays = [row(0.5, true), row(score, true)];
    for (const measure of [equalWidthBins, equalMassBins, brierScore]) {
      expect(() => measure(strays)).toThrow(RangeError);
    }
  });
});

describe("the expected calibration error", () => {
  it("is the distance between mean score and share of positives, over bins by their rows", () => {
    const first = Math.abs((0.1 + 0.2) / 2 - 1 / 2);
    const third = Math.abs(0.7 - 1);
    const fourth = Math.abs((0.8 + 0.9 + 1) / 3 - 2 / 3);
    expect(expectedCalibrationError(equalWidthBins(rows, 4))).toBeCloseTo((2 * first + 1 * third + 3 * fourth) / 6, 12);
  });

  it("is 0 when scores are what happens, and as large as it gets when they are the opposite", () => {
    const honest = [row(0.25, true), row(0.25, false), row(0.25, false), row(0.25, false), row(1, true)];
    expect(expectedCalibrationError(equalWidthBins(honest))).toBe(0);
    expect(expectedCalibrationError(equalMassBins(honest))).toBe(0);
    expect(expectedCalibrationError(equalWidthBins([row(1, false), row(0, true)]))).toBe(1);
  });

  it("sees with one bin only how far the scores are off on average", () => {
    const mean = (0.1 + 0.2 + 0.7 + 0.8 + 0.9 + 1) / 6;
    expect(expectedCalibrationError(equalMassBins(rows, 1))).toBeCloseTo(Math.abs(mean - 4 / 6), 12);
  });

  it("is missing without rows", () => {
    expect(expectedCalibrationError(equalWidthBins([]))).toBeNull();
    expect(equalMassBins([])).toEqual([]);
    expect(expectedCalibrationError([])).toBeNull();
  });
});

describe("the Brier score", () => {
  it("is the mean squared distance between score and truth", () => {
    expect(brierScore([row(0.9, true), row(0.6, false), row(0, true)])).toBeCloseTo((0.1 ** 2 + 0.6 ** 2 + 1) / 3, 12);
    expect(brierScore([row(0.5, true), row(0.5, false)])).toBe(1 / 4);
    expect(brierScore([row(1, true), row(0, false)])).toBe(0);
    expect(brierScore([row(0, true)])).toBe(1);
  });

  it("is missing without rows", () => {
    expect(brierScore([])).toBeNull();
  });
});
