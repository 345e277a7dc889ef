import { describe, expect, it } from "vitest";
import { completePairs, difference, pairedDifferences, pairRows } from "../../../eval/statistics/pairs.js";
import { FootnoteError } from "../../../src/domain/errors.js";

describe("rows in pairs", () => {
  it("belong together by place", () => {
    expect(pairRows(["a", "b"], [1, 2])).toEqual([["a", 1], ["b", 2]]); // prettier-ignore
    expect(pairRows([], [])).toEqual([]);
  });

  it("must be as many on both sides", () => {
    expect(() => pairRows([1, 2, 3], [1])).toThrow(FootnoteError);
    expect(() => completePairs([], [1])).toThrow("these are 0 and 1");
  });

  it("differ by second minus first, or not at all where one is missing", () => {
    expect(pairedDifferences([1, null, 3, null], [4, 5, null, null])).toEqual([4 - 1, null, null, null]);
    expect([difference(2, 5), difference(null, 5), difference(2, null)]).toEqual([5 - 2, null, null]);
  });

  it("are complete when both values are there, 0 and false being values", () => {
    expect(completePairs<number | boolean>([0, null, false], [1, 2, false])).toEqual([[0, 1], [false, false]]); // prettier-ignore
  });
});
