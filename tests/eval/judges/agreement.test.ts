import { describe, expect, it } from "vitest";
import type { Comparison } from "../../../eval/judges/comparisons.js";
import { measureAgreement, measurePeople } from "../../../eval/judges/measure-agreement.js";
import { preferenceMeasure, tieBandFor } from "../../../eval/judges/preference-agreement.js";

const comparison = (id: number, overall: [number, number]): Comparison => ({
  id,
  source: "s",
  question: "q",
  reference: "r",
  answers: ["a", "b"],
  labels: { correctness: [0, 0], completeness: [0, 0], overall },
});

describe("agreement in preference", () => {
  it("is over the pairs in which people prefer an answer, ties of the judge counting half", () => {
    // People: second, second, first, first, tie, second. Judge: right, tie, right, wrong, (left out), missing.
    const people = [2, 1, -1, -2, 0, 1];
    const judge = [0.4, 0, -0.1, 0.2, 0.3, null];
    expect(preferenceMeasure("agreement", judge, people, 0)).toBeCloseTo((1 + 1 / 2 + 1 + 0) / 4, 12);
    expect(preferenceMeasure("agreement", [null], [1], 0)).toBeNull();
    expect(preferenceMeasure("agreement", [1], [0], 0)).toBeNull();
  });

  it("takes small differences for ties in kappa only", () => {
    const people = [1, 0, -1, 0];
    const judge = [0.9, 0.1, -0.9, -0.2];
    expect(preferenceMeasure("kappa", judge, people, 0.2)).toBeCloseTo(1, 12);
    // Without a band: second, second, first, first. Half agree; by chance (1/4) 1/2 + (1/4) 1/2 = 1/4 would.
    expect(preferenceMeasure("kappa", judge, people, 0)).toBeCloseTo((1 / 2 - 1 / 4) / (1 - 1 / 4), 12);
  });

  it("has a tie band that makes as many ties as people do", () => {
    expect(tieBandFor([0.5, -0.1, 0.3, -0.2, null], 2 / 4)).toBe(0.2);
    expect(tieBandFor([0.5, -0.1], 0)).toBe(0);
    expect(tieBandFor([], 0.5)).toBe(0);
  });
});

describe("a judge beside two raters", () => {
  const comparisons = [comparison(1, [2, 1]), comparison(2, [1, -1]), comparison(3, [-2, -1]), comparison(4, [0, -1])];
  const differences = [0.9, 0.5, -0.9, null];
  const result = measureAgreement(comparisons, "overall", differences, { graded: true, seed: 1 });

  it("is held against each, against one of them on average, and against their mean", () => {
    expect(result.withEach.map(({ agreement }) => agreement)).toEqual([3 / 3, 2 / 3]);
    expect(result.withOne.agreement).toBeCloseTo((3 / 3 + 2 / 3) / 2, 12);
    // The raters' mean is 0 for the second pair: no preference.
    expect(result.withMean.agreement).toBe(2 / 2);
    expect(result.missing).toBe(1);
  });

  it("has intervals around what is not certain, the same for the same seed", () => {
    const [low, high] = result.intervals["withOne.agreement"]!;
    expect(low).toBeLessThan(result.withOne.agreement!);
    expect(high).toBeGreaterThanOrEqual(result.withOne.agreement!);
    expect(measureAgreement(comparisons, "overall", differences, { graded: true, seed: 1 })).toEqual(result);
  });

  it("can have no preference at all", () => {
    const nothing = measureAgreement(comparisons, "overall", [null, null, null, null], { graded: false, seed: 1 });
    expect(nothing).toMatchObject({ missing: 4, withOne: { agreement: null, spearman: null, kappa: null } });
    expect(nothing.intervals).toEqual({});
  });

  it("is held to what the raters reach with each other", () => {
    const people = measurePeople(comparisons, "overall", { seed: 1 });
    // Of the first's 3 preferences the second shares 2; of the second's 4 the first shares 2 and ties once.
    expect(people.agreement).toBeCloseTo((2 / 3 + (2 + 1 / 2) / 4) / 2, 12);
    expect(people.pairs).toBe(4);
    expect(people.alpha).not.toBeNull();
  });
});
