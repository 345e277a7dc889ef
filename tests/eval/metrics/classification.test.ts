import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auroc,
  balancedAccuracy,
  bestThreshold,
  type Confusion,
  confusionAt,
  macroF1,
  negativeClass,
  negativePrecisionAtBaseRate,
  positiveClass,
  type ScoredLabel,
} from "../../../eval/metrics/classification.js";

const rows = (positives: number[], negatives: number[]): ScoredLabel[] => [
  ...positives.map((score) => ({ score, positive: true })),
  ...negatives.map((score) => ({ score, positive: false })),
];
const scored = fc.array(fc.record({ score: fc.integer({ min: 0, max: 6 }), positive: fc.boolean() }), {
  maxLength: 30,
});

// 10 positives, of which 8 are called positive; 5 negatives, of which 3 are called negative.
const counts: Confusion = { truePositives: 8, falseNegatives: 2, trueNegatives: 3, falsePositives: 2 };
const onlyPositives: Confusion = { truePositives: 3, falseNegatives: 1, trueNegatives: 0, falsePositives: 0 };
const onlyNegatives: Confusion = { truePositives: 0, falseNegatives: 0, trueNegatives: 3, falsePositives: 1 };

describe("AUROC", () => {
  it("is the share of pairs in order, ties counting half", () => {
    // .9 beats .8, .5 and .1; .5 beats .1, ties with .5 and loses to .8.
    expect(auroc(rows([0.9, 0.5], [0.8, 0.5, 0.1]))).toBeCloseTo((3 + 1 + 1 / 2) / 6, 12);
    expect(auroc(rows([2, 3], [0, 1]))).toBe(1);
    expect(auroc(rows([0, 1], [2, 3]))).toBe(0);
    expect(auroc(rows([1, 1], [1]))).toBe(1 / 2);
  });

  it("agrees with counting every pair", () => {
    fc.assert(
      fc.property(scored, (all) => {
        const positives = all.filter((row) => row.positive);
        const negatives = all.filter((row) => !row.positive);
        const wins = positives.flatMap((p) => negatives.map((n) => (Math.sign(p.score - n.score) + 1) / 2));
        const expected = wins.length === 0 ? null : wins.reduce((sum, win) => sum + win, 0) / wins.length;
        if (expected === null) expect(auroc(all)).toBeNull();
        else expect(auroc(all)).toBeCloseTo(expected, 10);
      }),
    );
  });

  it("is missing when a class is, and leaves its input in order", () => {
    expect(auroc(rows([1, 2], []))).toBeNull();
    expect(auroc(rows([], [1]))).toBeNull();
    expect(auroc([])).toBeNull();
    const input = rows([3, 1], [2]);
    auroc(input);
    expect(input).toEqual(rows([3, 1], [2]));
  });
});

describe("decisions at a threshold", () => {
  it("are positive at or above it", () => {
    expect(confusionAt(rows([0.9, 0.5, 0.4], [0.5, 0.1]), 0.5)).toEqual({
      truePositives: 2,
      falseNegatives: 1,
      falsePositives: 1,
      trueNegatives: 1,
    });
  });

  it("have a balanced accuracy: the mean of both classes' recall", () => {
    expect(balancedAccuracy(counts)).toBeCloseTo((8 / 10 + 3 / 5) / 2, 12);
  });

  it("have precision, recall and F1 for each class", () => {
    expect(positiveClass(counts)).toEqual({ precision: 8 / 10, recall: 8 / 10, f1: (2 * 8) / (2 * 8 + 2 + 2) });
    expect(negativeClass(counts)).toEqual({ precision: 3 / 5, recall: 3 / 5, f1: (2 * 3) / (2 * 3 + 2 + 2) });
  });

  it("have a macro-F1: the mean of both classes' F1", () => {
    expect(macroF1(counts)).toBeCloseTo((16 / 20 + 6 / 10) / 2, 12);
  });

  it("have no value where a class is missing", () => {
    for (const oneClass of [onlyPositives, onlyNegatives]) {
      expect(balancedAccuracy(oneClass)).toBeNull();
      expect(macroF1(oneClass)).toBeNull();
      expect(negativePrecisionAtBaseRate(oneClass, 0.05)).toBeNull();
    }
    expect(negativeClass(onlyPositives)).toEqual({ precision: 0 / 1, recall: null, f1: null });
  });

  it("have an F1 of 0, but no precision, for a class that occurs and is never called", () => {
    const allCalledPositive: Confusion = { truePositives: 3, falseNegatives: 0, trueNegatives: 0, falsePositives: 2 };
    expect(negativeClass(allCalledPositive)).toEqual({ precision: null, recall: 0, f1: 0 });
    expect(macroF1(allCalledPositive)).toBeCloseTo((6 / 8 + 0) / 2, 12);
    expect(negativePrecisionAtBaseRate(allCalledPositive, 0.05)).toBeNull();
  });
});

describe("precision at a base rate", () => {
  it("re-weights the classes: a detector right 89% of the time on balanced data is right 30% of the time at 5%", () => {
    // It finds 80% of the unsupported claims and flags 10% of the supported ones.
    const detector: Confusion = { trueNegatives: 80, falsePositives: 20, truePositives: 90, falseNegatives: 10 };
    expect(negativePrecisionAtBaseRate(detector, 0.5)).toBeCloseTo(80 / 90, 12);
    expect(negativePrecisionAtBaseRate(detector, 0.05)).toBeCloseTo((0.05 * 0.8) / (0.05 * 0.8 + 0.95 * 0.1), 12);
  });

  it("is the plain precision at the data's own base rate", () => {
    expect(negativePrecisionAtBaseRate(counts, 5 / 15)).toBeCloseTo(negativeClass(counts).precision!, 12);
  });
});

describe("the best threshold", () => {
  it("is the observed score with the highest measure, the highest such score on ties", () => {
    // At .8: (2/3 + 1) / 2. At .5, with both rows of that score: (3/3 + 1/2) / 2.
    expect(bestThreshold(rows([0.9, 0.8, 0.5], [0.5, 0.1]), balancedAccuracy)).toEqual({
      threshold: 0.8,
      value: (2 / 3 + 1) / 2,
    });
    expect(bestThreshold(rows([3, 1], [2, 0]), balancedAccuracy)).toEqual({ threshold: 3, value: 3 / 4 });
  });

  it("is what trying every observed score would find", () => {
    fc.assert(
      fc.property(scored, (all) => {
        const values = all.map(({ score }) => macroF1(confusionAt(all, score))).filter((value) => value !== null);
        expect(bestThreshold(all, macroF1)?.value ?? null).toBe(values.length === 0 ? null : Math.max(...values));
      }),
    );
  });

  it("is missing when the measure has no value", () => {
    expect(bestThreshold(rows([1, 2], []), balancedAccuracy)).toBeNull();
    expect(bestThreshold([], balancedAccuracy)).toBeNull();
  });
});
