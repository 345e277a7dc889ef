import { describe, expect, it } from "vitest";
import { summarizeRows } from "../../../eval/runs/summarize.js";
import { type EvalRow, meanScores, type Suite } from "../../../eval/suites/suite.js";
import { scriptedSuite } from "../doubles/scripted-suite.js";
import { aRow, rowsWith } from "../doubles/stored-runs.js";

const suite = scriptedSuite({ metrics: meanScores(["recall", "precision"]) });
const summarize = (rows: readonly EvalRow[], of: Suite = suite, seed = 1) => summarizeRows(of, rows, { seed });

describe("the summary of rows", () => {
  it("has each metric of all rows, those without a value left out", () => {
    const { metrics, n } = summarize([
      aRow("q1", { recall: 1, precision: 0.5 }),
      aRow("q2", { recall: 0, precision: null }),
      aRow("q3", { recall: 1 }),
    ]);
    expect(metrics).toEqual({ recall: (1 + 0 + 1) / 3, precision: 0.5 / 1 });
    expect(n).toBe(3);
  });

  it("keeps what nothing measured missing, without an interval", () => {
    const { metrics, intervals } = summarize(rowsWith("recall", [1, 0]));
    expect(metrics.precision).toBeNull();
    expect(Object.keys(intervals)).toEqual(["recall"]);
  });

  it("of no rows has no values and no intervals", () => {
    expect(summarize([])).toEqual({
      ...{ metrics: { recall: null, precision: null }, intervals: {} },
      ...{ n: 0, slices: {}, curves: [] },
    });
  });

  it("has an interval around the value, narrower with more rows, the same for the same seed", () => {
    const few = summarize(rowsWith("recall", [1, 0, 1, 1, 0, 1, 0, 1]));
    const many = summarize(
      rowsWith(
        "recall",
        Array.from({ length: 64 }, (_, i) => [1, 0, 1, 1, 0, 1, 0, 1][i % 8]!),
      ),
    );
    for (const { metrics, intervals } of [few, many]) {
      const [low, high] = intervals.recall!;
      expect(metrics.recall).toBe(5 / 8);
      expect(low).toBeLessThan(5 / 8);
      expect(high).toBeGreaterThan(5 / 8);
    }
    const width = ([low, high]: [number, number]): number => high - low;
    expect(width(many.intervals.recall!)).toBeLessThan(width(few.intervals.recall!));
    const again = rowsWith("recall", [1, 0, 1, 1, 0, 1, 0, 1]);
    expect(summarize(again).intervals).toEqual(few.intervals);
    const continuous = rowsWith("recall", [0.11, 0.23, 0.35, 0.48, 0.52, 0.67, 0.71, 0.89]);
    expect(summarize(continuous, suite, 2).intervals).not.toEqual(summarize(continuous, suite, 1).intervals);
  });

  it("has the curves of the suite", () => {
    const curve = { name: "count", axes: { x: "rows", y: "rows" }, points: [{ x: 2, y: 2 }] };
    const withCurves: Suite = { ...suite, curves: (rows) => [{ ...curve, points: [{ x: rows.length, y: 2 }] }] };
    expect(summarize(rowsWith("recall", [1, 0]), withCurves).curves).toEqual([curve]);
  });
});

describe("slices", () => {
  const inGroup = (group: string | null, recall: number | null, i: number): EvalRow =>
    aRow(`q${i}`, { recall }, group === null ? {} : { kind: group });
  const slicesOf = (groups: readonly (string | null)[]) => summarize(groups.map((group, i) => inGroup(group, 1, i)));

  it("have each metric for each group, in alphabetical order, rows without the slice in none", () => {
    const rows = [["how", 1] as const, ["fact", 0] as const, ["fact", 1] as const, ["how", null] as const];
    const summary = summarize([...rows.map(([group, recall], i) => inGroup(group, recall, i)), inGroup(null, 0, 9)]);
    expect(summary.metrics.recall).toBe((1 + 0 + 1 + 0) / 4);
    expect(summary.slices).toEqual({
      kind: {
        fact: { n: 2, metrics: { recall: (0 + 1) / 2, precision: null } },
        how: { n: 2, metrics: { recall: 1 / 1, precision: null } },
      },
    });
    expect(Object.keys(summary.slices.kind!)).toEqual(["fact", "how"]);
  });

  it("with a single group, which is all there is to compare, are left out", () => {
    expect(slicesOf(["fact", "fact", null]).slices).toEqual({});
  });

  it("with so many groups that they are ids are left out", () => {
    const groups = (count: number) => Array.from({ length: count }, (_, i) => `g${i}`);
    expect(Object.keys(slicesOf(groups(24)).slices.kind!)).toHaveLength(24);
    expect(slicesOf(groups(25)).slices).toEqual({});
  });
});
