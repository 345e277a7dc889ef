import { describe, expect, it } from "vitest";
import { formatNumber, formatResult, formatTable } from "../../eval/format-result.js";

describe("a number", () => {
  it.each([
    [0.12345, "0.1235"],
    [0, "0.0000"],
    [-0.5, "-0.5000"],
    [99.99, "99.9900"],
    [123.456, "123"],
    [-1234.5, "-1235"],
    [null, "-"],
  ])("%s is written %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("that is rounded to 0 has no sign", () => {
    expect(formatNumber(-1e-17)).toBe("0.0000");
  });
});

describe("a table", () => {
  it("has its first column to the left and the others to the right, without spaces at the end", () => {
    const rows = [
      ["", "a", "note"],
      ["recall", "0.5", ""],
      ["f1", "12.25", "x"],
    ];
    expect(formatTable(rows)).toBe(["            a  note", "recall    0.5", "f1      12.25     x"].join("\n"));
  });

  it("of nothing is nothing", () => {
    expect(formatTable([])).toBe("");
  });
});

describe("a result", () => {
  const result = {
    metrics: { recall: 0.5, precision: null, words: 120.4 },
    intervals: { recall: [0.25, 0.75] as [number, number] },
    ...{ n: 8, skippedRows: 0, seconds: 1.5, folder: "runs/first" },
  };

  it("has a line for each metric that was measured, with its interval where there is one", () => {
    expect(formatResult(result)).toBe(
      ["recall  0.5000  [0.2500, 0.7500]", "words      120", "", "8 rows in 1.5 s; kept in runs/first", ""].join("\n"),
    );
  });

  it("says how many rows were left out", () => {
    expect(formatResult({ ...result, skippedRows: 2 })).toContain(
      "8 rows in 1.5 s, 2 malformed rows left out; kept in runs/first",
    );
  });
});
