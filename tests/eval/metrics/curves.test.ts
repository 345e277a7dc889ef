import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auroc, confusionAt, positiveClass, type ScoredLabel } from "../../../eval/metrics/classification.js";
import { precisionRecallCurve, riskCoveragePoints, rocCurve, thinCurve } from "../../../eval/metrics/curves.js";
import { riskCoverageArea } from "../../../eval/metrics/selective.js";

const rows = (positives: number[], negatives: number[]): ScoredLabel[] => [
  ...positives.map((score) => ({ score, positive: true })),
  ...negatives.map((score) => ({ score, positive: false })),
];
const scored = fc.array(fc.record({ score: fc.integer({ min: 0, max: 6 }), positive: fc.boolean() }), {
  maxLength: 30,
});

describe("the ROC curve", () => {
  it("goes from nothing called positive to everything, rows of one score together", () => {
    expect(rocCurve(rows([0.9, 0.5], [0.8, 0.5, 0.1]))).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 1 / 2, threshold: 0.9 },
      { x: 1 / 3, y: 1 / 2, threshold: 0.8 },
      { x: 2 / 3, y: 2 / 2, threshold: 0.5 },
      { x: 3 / 3, y: 2 / 2, threshold: 0.1 },
    ]);
  });

  it("is a straight line for a score that says nothing", () => {
    expect(rocCurve(rows([1, 1], [1]))).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 1, threshold: 1 },
    ]);
  });

  it("has AUROC as the area below it", () => {
    fc.assert(
      fc.property(scored, (all) => {
        const points = rocCurve(all);
        if (points.length === 0) {
          expect(auroc(all)).toBeNull();
          return;
        }
        const areas = points.slice(1).map(({ x, y }, i) => ((x - points[i]!.x) * (y + points[i]!.y)) / 2);
        expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(auroc(all)!, 10);
      }),
    );
  });

  it("is empty when a class is missing", () => {
    expect(rocCurve(rows([1, 2], []))).toEqual([]);
    expect(rocCurve(rows([], [1]))).toEqual([]);
    expect(rocCurve([])).toEqual([]);
  });
});

describe("the precision-recall curve", () => {
  it("has recall and precision at each score, highest first", () => {
    expect(precisionRecallCurve(rows([0.9, 0.5], [0.8, 0.5, 0.1]))).toEqual([
      { x: 1 / 2, y: 1 / 1, threshold: 0.9 },
      { x: 1 / 2, y: 1 / 2, threshold: 0.8 },
      { x: 2 / 2, y: 2 / 4, threshold: 0.5 },
      { x: 2 / 2, y: 2 / 5, threshold: 0.1 },
    ]);
  });

  it("is what decisions at each threshold give", () => {
    fc.assert(
      fc.property(scored, (all) => {
        for (const { x, y, threshold } of precisionRecallCurve(all)) {
          const { recall, precision } = positiveClass(confusionAt(all, threshold!));
          expect([x, y]).toEqual([recall, precision]);
        }
      }),
    );
  });

  it("is empty without positives; without negatives precision is 1 all along", () => {
    expect(precisionRecallCurve(rows([], [1]))).toEqual([]);
    expect(precisionRecallCurve([])).toEqual([]);
    expect(precisionRecallCurve(rows([2, 1], [])).map((point) => point.y)).toEqual([1, 1]);
  });
});

describe("the risk-coverage curve to draw", () => {
  const [RIGHT, WRONG] = [0, 1];
  const answers = [
    { confidence: 0.2, risk: WRONG },
    { confidence: 0.9, risk: RIGHT },
    { confidence: 0.6, risk: WRONG },
    { confidence: 0.6, risk: RIGHT },
  ];

  it("has coverage, mean risk of what is answered, and the least confidence answered", () => {
    expect(riskCoveragePoints(answers)).toEqual([
      { x: 1 / 4, y: 0 / 1, threshold: 0.9 },
      { x: 3 / 4, y: 1 / 3, threshold: 0.6 },
      { x: 4 / 4, y: 2 / 4, threshold: 0.2 },
    ]);
  });

  it("has the steps below it as its area", () => {
    const steps = riskCoveragePoints(answers).map(({ x, y }, i, all) => (x - (all[i - 1]?.x ?? 0)) * y);
    expect(steps.reduce((sum, step) => sum + step, 0)).toBeCloseTo(riskCoverageArea(answers)!, 12);
  });

  it("is empty for no rows", () => {
    expect(riskCoveragePoints([])).toEqual([]);
  });
});

describe("a thinned curve", () => {
  const place = (x: number, y: number): { x: number; y: number } => ({ x, y });
  /** Up at x = 0 to .8, across to x = 1, up to 1: as a good ROC curve goes. */
  const stairs = [
    ...Array.from({ length: 80 }, (_, i) => place(0, i / 100)),
    ...Array.from({ length: 100 }, (_, i) => place(i / 100, 0.8)),
    ...Array.from({ length: 21 }, (_, i) => place(1, 0.8 + i / 100)),
  ];

  it("keeps both ends and the corners, and drops what lies on a line", () => {
    expect(thinCurve(stairs, 4)).toEqual([place(0, 0), place(0, 0.8), place(1, 0.8), place(1, 1)]);
  });

  it("keeps the corner that sticks out most when it cannot keep all", () => {
    expect(thinCurve(stairs, 3)).toEqual([place(0, 0), place(0, 0.8), place(1, 1)]);
    expect(thinCurve(stairs, 2)).toEqual([place(0, 0), place(1, 1)]);
  });

  it("keeps a single spike, thresholds with it", () => {
    const flat = Array.from({ length: 50 }, (_, i) => ({ x: i / 49, y: i === 17 ? 0.3 : 0, threshold: 50 - i }));
    expect(thinCurve(flat, 5)).toContainEqual({ x: 17 / 49, y: 0.3, threshold: 33 });
  });

  it("keeps points that turn back on themselves", () => {
    const back = [place(0, 0), place(0.2, 0), place(1, 0), place(0.5, 0)];
    expect(thinCurve(back, 3)).toEqual([place(0, 0), place(1, 0), place(0.5, 0)]);
    const loop = [place(0, 0), place(0.5, 0), place(1, 0), place(0.2, 0), place(0, 0)];
    expect(thinCurve(loop, 3)).toEqual([place(0, 0), place(1, 0), place(0, 0)]);
  });

  it("is as it was when it has no more points, and has no more than it may in any case", () => {
    expect(thinCurve(stairs, stairs.length)).toEqual(stairs);
    expect(thinCurve([], 2)).toEqual([]);
    fc.assert(
      fc.property(scored, fc.integer({ min: 2, max: 8 }), (all, maxPoints) => {
        const points = rocCurve(all);
        const thinned = thinCurve(points, maxPoints);
        expect(thinned).toHaveLength(Math.min(points.length, maxPoints));
        expect(thinned).toEqual(points.filter((point) => thinned.includes(point)));
        expect([thinned[0], thinned.at(-1)]).toEqual([points[0], points.at(-1)]);
      }),
    );
  });

  it("needs two points to be one", () => {
    expect(() => thinCurve(stairs, 1)).toThrow(RangeError);
    expect(() => thinCurve(stairs, NaN)).toThrow(RangeError);
  });
});
