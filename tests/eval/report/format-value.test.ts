import { describe, expect, it } from "vitest";
import {
  counted,
  formatDate,
  formatDifference,
  formatDuration,
  formatInterval,
  formatValue,
} from "../../../eval/report/format-value.js";

describe("figures as a reader sees them", () => {
  it("writes shares as percentages, scores as they are", () => {
    expect(formatValue(0.1234, "share")).toBe("12.3%");
    expect(formatValue(1, "share")).toBe("100%");
    expect(formatValue(0.9996, "share")).toBe("100.0%");
    expect(formatValue(-0.5, "score")).toBe("−0.500");
    expect(formatValue(68.44, "count")).toBe("68.4");
  });

  it("shows a missing value as a dash, also one that is no number", () => {
    for (const value of [null, undefined, NaN, Infinity, "7" as unknown as number]) {
      expect(formatValue(value, "score")).toBe("–");
      expect(formatDifference(value, "share")).toBe("–");
    }
  });

  it("gives a difference its sign, and none to nothing", () => {
    expect(formatDifference(0.021, "share")).toBe("+2.1");
    expect(formatDifference(-0.0336, "score")).toBe("−0.034");
    expect(formatDifference(-0.00001, "share")).toBe("0.0");
    expect(formatDifference(250, "milliseconds")).toBe("+250 ms");
  });

  it("does not call an interval without width an interval", () => {
    expect(formatInterval([0.5, 0.625], "share")).toBe("50.0% to 62.5%");
    expect(formatInterval([1, 1], "share")).toBe("all rows alike");
  });

  it("writes times in a fitting unit, dates in one time zone, counts with their noun", () => {
    expect([3.24, 240, 1_840, 12_400].map(formatDuration)).toEqual(["3.2 ms", "240 ms", "1.8 s", "12 s"]);
    expect(formatDate("2025-11-23T23:30:00-05:00")).toBe("24 November 2025, 04:30 UTC");
    expect([counted(1, "row"), counted(1_275, "row")]).toEqual(["1 row", "1,275 rows"]);
  });
});
