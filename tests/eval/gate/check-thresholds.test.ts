import { describe, expect, it } from "vitest";
import { checkThreshold } from "../../../eval/gate/check-thresholds.js";
import { meanScore } from "../../../eval/suites/suite.js";
import { aRow, rowsWith } from "../doubles/stored-runs.js";

const recall = meanScore("recall");
const check = (
  threshold: Parameters<typeof checkThreshold>[2],
  now: readonly (number | null)[],
  before: readonly (number | null)[] = now,
  metric = recall,
) => checkThreshold("recall", metric, threshold, rowsWith("recall", now), rowsWith("recall", before));
const values = (ones: number, of: number): number[] => Array.from({ length: of }, (_, i) => Number(i < ones));

describe("a hard bound", () => {
  it("fires whatever the sample", () => {
    expect(check({ min: 0.9 }, [0.8])).toMatchObject({ passed: false, reason: "below 0.9", value: 0.8 });
    expect(check({ max: 0.1 }, [0.2])).toMatchObject({ passed: false, reason: "above 0.1", value: 0.2 });
    expect(check({ min: 1 }, values(119, 120))).toMatchObject({ passed: false });
  });

  it("holds at the bound itself", () => {
    expect(check({ min: 0.8 }, [0.8])).toMatchObject({ passed: true, reason: "at least 0.8" });
    expect(check({ max: 0 }, [0])).toMatchObject({ passed: true, reason: "at most 0" });
  });

  it("needs no baseline", () => {
    expect(check({ min: 0.5, max: 1 }, [0.8], [])).toMatchObject({
      ...{ passed: true, baseline: null, interval: null, reason: "at least 0.5, at most 1" },
    });
  });

  it("comes before the margin", () => {
    const now = values(10, 100);
    expect(check({ min: 0.2, margin: 0.02 }, now, values(90, 100))).toMatchObject({ reason: "below 0.2" });
  });
});

describe("a margin", () => {
  it("lets a fall within it pass, however sure", () => {
    // Every question is worse by .01: the interval of the difference is the point -.01.
    const result = check(
      { margin: 0.02 },
      values(0, 100).map(() => 0.79),
      values(0, 100).map(() => 0.8),
    );
    expect(result).toMatchObject({ passed: true, reason: "at most 0.02 worse" });
    expect(result.value).toBeCloseTo(0.79, 12);
    expect(result.baseline).toBeCloseTo(0.8, 12);
    expect(result.interval![1]).toBeLessThan(0);
  });

  it("lets a large fall pass that so few questions cannot show", () => {
    const result = check({ margin: 0.02 }, [1, 0, 1], [1, 1, 1]);
    expect(result).toMatchObject({ passed: true, value: 2 / 3, baseline: 1 });
    expect(result.interval![0]).toBeLessThan(0);
    expect(result.interval![1]).toBeGreaterThanOrEqual(0);
  });

  it("fires on the same fall on a hundred questions", () => {
    const result = check({ margin: 0.02 }, values(67, 100), values(100, 100));
    expect(result).toMatchObject({ passed: false, reason: "worse than the baseline by 0.330, more than 0.02" });
    expect(result.interval![1]).toBeLessThan(0);
  });

  it("lets any rise pass", () => {
    expect(check({ margin: 0.02 }, values(100, 100), values(67, 100))).toMatchObject({ passed: true });
  });

  it("of 0 lets a run that is equal to the baseline pass", () => {
    expect(check({ margin: 0 }, values(67, 100))).toMatchObject({ passed: true, interval: [0, 0] });
  });

  it("is read the other way where less is better", () => {
    const lower = meanScore("recall", "lower");
    const few = values(5, 100);
    const many = values(40, 100);
    expect(check({ margin: 0.02 }, many, few, lower)).toMatchObject({
      ...{ passed: false, reason: "worse than the baseline by 0.350, more than 0.02" },
    });
    expect(check({ margin: 0.02 }, few, many, lower)).toMatchObject({ passed: true });
    expect(check({ margin: 0.02 }, [1, 0, 0], [0, 0, 0], lower)).toMatchObject({ passed: true });
  });

  it("holds the rows against the baseline's of the same ids, while the value is that of all rows", () => {
    const now = [
      ...rowsWith("recall", values(50, 50)),
      ...values(0, 50).map((value, i) => aRow(`new${i}`, { recall: value })),
    ];
    const before = [...rowsWith("recall", values(50, 50)), aRow("gone", { recall: 1 })];
    expect(checkThreshold("recall", recall, { margin: 0.02 }, now, before.toReversed())).toMatchObject({
      ...{ passed: true, value: 50 / 100, baseline: 1 },
    });
  });
});

describe("what cannot be checked", () => {
  it("fails: a metric without a value", () => {
    for (const threshold of [{ min: 0 }, { margin: 0.5 }, {}]) {
      expect(check(threshold, [null, null])).toMatchObject({ passed: false, reason: "could not be measured" });
      expect(check(threshold, [])).toMatchObject({ passed: false, reason: "could not be measured" });
    }
  });

  it("fails: a margin without a baseline of these rows", () => {
    const reason = "the baseline has no rows for it: accept a new one";
    expect(check({ margin: 0.02 }, [1, 1], [])).toMatchObject({ passed: false, baseline: null, reason });
    expect(check({ margin: 0.02 }, [1, 1], [null, null])).toMatchObject({ passed: false, reason });
    const others = checkThreshold("recall", recall, { margin: 0.02 }, rowsWith("recall", [1]), [
      aRow("x", { recall: 1 }),
    ]);
    expect(others).toMatchObject({ passed: false, reason });
  });
});
