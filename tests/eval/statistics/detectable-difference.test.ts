import { describe, expect, it } from "vitest";
import {
  detectableDifference,
  detectableDifferenceOf,
  standardDeviation,
} from "../../../eval/statistics/detectable-difference.js";
import { normalShareBelow } from "../../../eval/statistics/normal.js";

describe("the smallest detectable difference", () => {
  it("is 2.80 standard errors", () => {
    expect(detectableDifference(0.5, 100)).toBeCloseTo(((1.959964 + 0.841621) * 0.5) / 10, 6);
    expect(detectableDifference(0.5, 400)).toBeCloseTo(detectableDifference(0.5, 100)! / 2, 12);
  });

  it("is found with a power of 80%", () => {
    // The observed difference is normal around the true one; it shows when it is 1.96 standard errors above 0.
    const standardError = 0.3 / Math.sqrt(50);
    const power = 1 - normalShareBelow(1.959964 - detectableDifference(0.3, 50)! / standardError);
    expect(power).toBeCloseTo(0.8, 5);
  });

  it("comes from the differences, missing ones left out", () => {
    // Around their mean of 0: 1 + 1 + 0 + 4 + 4, by 5 - 1.
    const expected = (2.801585 * Math.sqrt(10 / 4)) / Math.sqrt(5);
    expect(detectableDifferenceOf([1, -1, null, 0, 2, -2, null])).toBeCloseTo(expected, 5);
  });

  it("is missing for fewer than two pairs, and for pairs that all differ alike", () => {
    expect([0, 1].map((n) => detectableDifference(0.5, n))).toEqual([null, null]);
    expect([[], [0.3], [0.3, null], [null]].map(detectableDifferenceOf)).toEqual([null, null, null, null]);
    expect(detectableDifferenceOf([0, 0, 0])).toBeNull();
    expect(detectableDifferenceOf([0.1, 0.1, 0.1])).toBeNull();
  });
});

describe("the standard deviation", () => {
  it("has n - 1 in the denominator", () => {
    expect(standardDeviation([2, 4, 9])).toBeCloseTo(Math.sqrt((9 + 1 + 16) / 2), 12);
    expect(standardDeviation([5])).toBeNull();
    expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
  });
});
