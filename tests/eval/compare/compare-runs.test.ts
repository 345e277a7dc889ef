import { describe, expect, it } from "vitest";
import { compareRuns, parameterDifferences } from "../../../eval/compare/compare-runs.js";
import { mean, ratio } from "../../../eval/metrics/mean.js";
import { detectableDifferenceOf } from "../../../eval/statistics/detectable-difference.js";
import { pairedPermutationTest } from "../../../eval/statistics/permutation.js";
import { type EvalRow, meanScore, type Metric, type Suite } from "../../../eval/suites/suite.js";
import { scriptedSuite } from "../doubles/scripted-suite.js";
import { aRow, aStoredRun, rowsWith } from "../doubles/stored-runs.js";

const suiteWith = (metrics: Suite["metrics"]): Suite => scriptedSuite({ metrics });
const recallSuite = suiteWith({ recall: meanScore("recall") });
const repeat = (values: readonly (number | null)[], times: number) =>
  Array.from({ length: times }, () => values).flat();

const compare = (a: readonly EvalRow[], b: readonly EvalRow[], suite = recallSuite) =>
  compareRuns(aStoredRun("a", a), aStoredRun("b", b), suite);

describe("two equal runs", () => {
  const rows = rowsWith("recall", repeat([1, 0, 0.5, null], 5));

  it("differ in nothing: every difference 0, all ties, no row changed", () => {
    const comparison = compare(rows, rows);
    expect(comparison).toMatchObject({ shared: 20, onlyA: 0, onlyB: 0, differences: [], changed: {} });
    expect(comparison.metrics.recall).toMatchObject({
      ...{ a: 0.5, b: 0.5, difference: 0, interval: [0, 0], detectableDifference: null },
      ...{ outcomes: { wins: 0, losses: 0, ties: 15 }, better: "higher" },
    });
    expect(comparison.metrics.recall!.pValue).toBeGreaterThanOrEqual(0.5);
  });

  it("differ in nothing whatever the order of their rows", () => {
    expect(compare(rows, rows.toReversed()).metrics).toEqual(compare(rows, rows).metrics);
  });

  it("have p = 1", () => {
    expect(compare(rows, rows).metrics.recall).toMatchObject({ pValue: 1, adjustedPValue: 1 });
  });
});

describe("a clear difference", () => {
  const worse = rowsWith("recall", repeat([0, 0, 1, 0], 6));
  const better = rowsWith("recall", repeat([1, 1, 1, 0], 6));

  it("has the sign of b - a, an interval that leaves 0 out, a small p, and its wins and ties", () => {
    const { recall } = compare(worse, better).metrics;
    expect(recall).toMatchObject({ a: 6 / 24, b: 18 / 24, difference: 12 / 24 });
    expect(recall!.outcomes).toEqual({ wins: 12, losses: 0, ties: 12 });
    // 12 rows changed, all one way: 2 of 2^12 sign flips are as extreme, none more so; mid-p counts them half.
    expect(recall!.pValue).toBeCloseTo(2 / 2 / 2 ** 12, 12);
    expect(recall!.interval![0]).toBeGreaterThan(0);
    expect(recall!.interval![1]).toBeLessThan(1);
    expect(recall!.detectableDifference).toBe(detectableDifferenceOf(repeat([1, 1, 0, 0], 6)));
  });

  it("is the same the other way round, with the other sign", () => {
    const [there, back] = [compare(worse, better).metrics.recall!, compare(better, worse).metrics.recall!];
    expect(back.difference).toBe(-there.difference!);
    expect(back.pValue).toBe(there.pValue);
    expect(back.interval).toEqual(there.interval!.map((end) => -end).toReversed());
    expect(back.outcomes).toEqual({ wins: 0, losses: 12, ties: 12 });
  });

  it("counts less as a win where less is better, and nothing where neither is", () => {
    const suite = suiteWith({ recall: meanScore("recall", "lower") });
    const { recall } = compare(worse, better, suite).metrics;
    expect(recall).toMatchObject({ outcomes: { wins: 0, losses: 12, ties: 12 }, better: "lower" });
    const neutral = suiteWith({ recall: meanScore("recall", null) });
    expect(compare(worse, better, neutral).metrics.recall).toMatchObject({ outcomes: null, better: null });
  });

  it("is too small to show in few rows", () => {
    const { recall } = compare(worse.slice(0, 4), better.slice(0, 4)).metrics;
    // 2 rows changed: 2 of 2^2 sign flips are as extreme.
    expect(recall!.pValue).toBe(2 / 2 / 2 ** 2);
  });

  it("is found again with the same seed", () => {
    expect(compare(worse, better)).toEqual(compare(worse, better));
  });
});

describe("missing values", () => {
  it("leave their pair out of wins, ties and changed rows", () => {
    const { metrics, changed } = compare(rowsWith("recall", [1, null, 0, 0]), rowsWith("recall", [0, 1, null, 0]));
    expect(metrics.recall!.outcomes).toEqual({ wins: 0, losses: 1, ties: 1 });
    expect(changed.recall!.map((row) => row.id)).toEqual(["q1"]);
  });

  it("in a whole run leave the metric without difference, interval and p", () => {
    const { metrics, changed } = compare(rowsWith("recall", [1, 0]), rowsWith("recall", [null, null]));
    expect(metrics.recall).toEqual({
      ...{ a: 1 / 2, b: null, difference: null, interval: null, pValue: null, adjustedPValue: null },
      ...{ detectableDifference: null, outcomes: null, better: "higher" },
    });
    expect(changed).toEqual({});
  });

  it("leave the difference and its p-value speaking of the same rows", () => {
    const { recall } = compare(
      rowsWith("recall", [...repeat([1], 20), ...repeat([null], 20)]),
      rowsWith("recall", [...repeat([1], 20), ...repeat([0], 20)]),
    ).metrics;
    expect(recall!.pValue! < 0.05).toBe(Math.abs(recall!.difference!) > 0.1);
  });
});

/** Supported claims over claims, each row with both, and its own share as its score. */
const claimsRow = (id: string, supported: number, claims: number): EvalRow =>
  Object.assign(aRow(id, { faithfulness: ratio(supported, claims) }), { supported, claims });
const pooled: Metric<EvalRow> = {
  better: "higher",
  of(rows) {
    const sum = (part: "supported" | "claims") =>
      rows.reduce((total, row) => total + (row as EvalRow & Record<typeof part, number>)[part], 0);
    return ratio(sum("supported"), sum("claims"));
  },
};

describe("metrics that are no mean of scores", () => {
  it("pooled over claims are tested as what they are", () => {
    const [short, long] = [
      ["q1", "q2", "q3"],
      ["q4", "q5", "q6"],
    ];
    const a = [...short.map((id) => claimsRow(id, 1, 1)), ...long.map((id) => claimsRow(id, 2, 10))];
    const b = [...short.map((id) => claimsRow(id, 0, 1)), ...long.map((id) => claimsRow(id, 10, 10))];
    const { faithfulness } = compare(a, b, suiteWith({ faithfulness: pooled })).metrics;
    expect(faithfulness).toMatchObject({ a: 9 / 33, b: 30 / 33, outcomes: { wins: 3, losses: 3, ties: 0 } });
    // Better by 21 claims, while the mean of the answers falls by (3 * 1 - 3 * .8) / 6.
    expect(faithfulness!.difference).toBeCloseTo(21 / 33, 12);
    // Of 2^6 permutations those in which the long answers change one way are as extreme: 8 * 3 - 3 claims, which the
    // runs themselves and their opposite are, or more, which 2 * (2^3 - 1) are.
    expect(faithfulness!.pValue).toBe((2 / 2 + 2 * (2 ** 3 - 1)) / 2 ** 6);
  });

  it("that no row has alone have a p-value and an interval, but no wins and no changed rows", () => {
    const spread: Metric<EvalRow> = {
      better: "lower",
      of: (rows) =>
        Math.max(...rows.map((row) => row.scores.recall!)) - Math.min(...rows.map((row) => row.scores.recall!)),
    };
    const { metrics, changed } = compare(
      rowsWith("recall", [0, 1, 0.5, 0.5]),
      rowsWith("recall", [0.5, 0.75, 0.5, 0.5]),
      suiteWith({ spread }),
    );
    expect(metrics.spread).toMatchObject({ a: 1, b: 0.25, difference: -0.75 });
    expect(metrics.spread).toMatchObject({ outcomes: null, detectableDifference: null });
    expect(metrics.spread!.pValue).toBeGreaterThan(0);
    expect(metrics.spread!.interval).not.toBeNull();
    expect(changed).toEqual({});
  });

  it("are tested as what they are when run a happens to have the mean of its scores", () => {
    const a = [claimsRow("q1", 100, 100), claimsRow("q2", 1, 1)];
    const b = [claimsRow("q1", 10, 10), claimsRow("q2", 0, 10)];
    const { faithfulness } = compare(a, b, suiteWith({ faithfulness: pooled })).metrics;
    expect(faithfulness!.pValue).toBe(pairedPermutationTest(a, b, (rows) => pooled.of(rows))!.midPValue);
  });
});

describe("runs on different rows", () => {
  it("are compared on those they share, the others counted", () => {
    const a = [aRow("q1", { recall: 1 }), aRow("q2", { recall: 1 }), aRow("q3", { recall: 0 })];
    const b = [aRow("q3", { recall: 1 }), aRow("q4", { recall: 0 }), aRow("q2", { recall: 1 }), aRow("q5", {})];
    const comparison = compare(a, b);
    expect(comparison).toMatchObject({ a: "a", b: "b", suite: "scripted", shared: 2, onlyA: 1, onlyB: 2 });
    expect(comparison.metrics.recall).toMatchObject({ a: (1 + 0) / 2, b: (1 + 1) / 2 });
  });

  it("are refused when they share none", () => {
    expect(() => compare([aRow("q1")], [aRow("q2")])).toThrow(
      expect.objectContaining({ code: "RUN_INVALID", message: expect.stringContaining("no row in common") }),
    );
    expect(() => compare([], [])).toThrow(expect.objectContaining({ code: "RUN_INVALID" }));
  });

  it("are refused when they are of different suites", () => {
    const rows = rowsWith("recall", [1]);
    const b = aStoredRun("runs/b", rows, { suite: "claims" });
    expect(() => compareRuns(aStoredRun("runs/a", rows), b, recallSuite)).toThrow(
      expect.objectContaining({
        code: "RUN_INVALID",
        message: "runs/a is a run of scripted, runs/b of claims.",
      }),
    );
  });
});

describe("many metrics", () => {
  const names = ["first", "second", "third", "missing"];
  const suite = suiteWith(Object.fromEntries(names.map((name) => [name, meanScore(name)])));
  const rows = (shift: number): EvalRow[] =>
    Array.from({ length: 12 }, (_, i) =>
      aRow(`q${i}`, { first: shift, second: i % 3 ? shift : 0, third: i % 2 ? shift : 1 - shift, missing: null }),
    );
  const a = aStoredRun("a", rows(0));
  const b = aStoredRun("b", rows(1));

  it("are corrected: no adjusted p is below its p, the smallest is multiplied by those that have one", () => {
    const { metrics } = compareRuns(a, b, suite);
    for (const { pValue, adjustedPValue } of [metrics.first!, metrics.second!, metrics.third!]) {
      expect(adjustedPValue!).toBeGreaterThanOrEqual(pValue!);
    }
    expect(metrics.first!.adjustedPValue).toBeCloseTo(3 * (2 / 2 / 2 ** 12), 12);
    expect(metrics.second!.adjustedPValue).toBeCloseTo(2 * (2 / 2 / 2 ** 8), 12);
    // 6 rows better, 6 worse: of 2^12 sign flips the 12! / 6! / 6! = 924 without a difference count half.
    expect(metrics.third!.adjustedPValue).toBeCloseTo(1 - 924 / 2 / 2 ** 12, 12);
    expect(metrics.missing).toMatchObject({ pValue: null, adjustedPValue: null });
  });

  it("may be picked from, which corrects for fewer", () => {
    const { metrics } = compareRuns(a, b, suite, { metrics: ["second"] });
    expect(Object.keys(metrics)).toEqual(["second"]);
    expect(metrics.second!.adjustedPValue).toBe(metrics.second!.pValue);
  });

  it("are listed where one is asked for that there is not", () => {
    for (const name of ["secnd", "toString"]) {
      expect(() => compareRuns(a, b, suite, { metrics: ["first", name] })).toThrow(
        expect.objectContaining({
          code: "SETTING_UNKNOWN",
          message: `The suite scripted has no metric "${name}".`,
          hint: "Metrics: first, second, third, missing.",
        }),
      );
    }
  });
});

describe("changed rows", () => {
  it("are listed by the size of the change, whichever way it went, as many as wanted", () => {
    const a = aStoredRun("a", rowsWith("recall", [0.5, 1, 0, 0.4, 0.7]));
    const b = aStoredRun("b", rowsWith("recall", [0.7, 0, 0, 0.9, 0.6]));
    const { changed } = compareRuns(a, b, recallSuite, { maxChanged: 3 });
    expect(changed.recall).toEqual([
      { id: "q2", text: "What is q2?", a: 1, b: 0 },
      { id: "q4", text: "What is q4?", a: 0.4, b: 0.9 },
      { id: "q1", text: "What is q1?", a: 0.5, b: 0.7 },
    ]);
  });
});

describe("parameters that differ", () => {
  it("are named by their path, with both values", () => {
    const a = { profile: "fast", settings: { ranking: { maxEvidence: 8, blend: 0.3 } }, flags: {}, models: ["one"] };
    const b = {
      ...{ profile: "fast", settings: { ranking: { maxEvidence: 1, blend: 0.3 } } },
      ...{ flags: { passages: "own" }, models: ["one", "two"] },
    };
    expect(parameterDifferences(a, b)).toEqual([
      { path: "settings.ranking.maxEvidence", a: 8, b: 1 },
      { path: "flags.passages", a: undefined, b: "own" },
      { path: "models", a: ["one"], b: ["one", "two"] },
    ]);
  });

  it("may be missing, null or a record on one side only", () => {
    expect(parameterDifferences({ index: null, limit: 1 }, { index: { path: "x" } })).toEqual([
      { path: "index", a: null, b: { path: "x" } },
      { path: "limit", a: 1, b: undefined },
    ]);
    expect(parameterDifferences({ a: undefined, b: [1] }, { b: [1] })).toEqual([]);
  });

  it("are part of the comparison", () => {
    const rows = rowsWith("recall", [1]);
    const b = aStoredRun("b", rows, { seed: 2, code: { version: "0.2.0", hash: "fedcba9876543210" } });
    expect(compareRuns(aStoredRun("a", rows), b, recallSuite).differences).toEqual([
      { path: "seed", a: 1, b: 2 },
      { path: "code.version", a: "0.1.0", b: "0.2.0" },
    ]);
  });
});

describe("a suite's own mean", () => {
  it("of a value that no score holds is compared too", () => {
    const of = (rows: readonly EvalRow[]) => mean(rows.map((row) => row.text.length));
    const { metrics } = compare(
      [{ ...aRow("q1"), text: "ab" }],
      [{ ...aRow("q1"), text: "abcd" }],
      suiteWith({ length: { better: null, of } }),
    );
    expect(metrics.length).toMatchObject({ a: 2, b: 4, difference: 2, outcomes: null });
  });
});
