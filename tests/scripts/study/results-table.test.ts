import { describe, expect, it } from "vitest";
import { formatTable, mergeRows, parseTable } from "../../../scripts/study/results-table.js";

const TABLE = `| study | variant | cisi | mean |
| --- | --- | --- | --- |
| arms | BM25 | .41 | .41 |
| arms | **hybrid** | .48 | .48 |
| caps | none | .30 | .30 |
`;

describe("the table of results", () => {
  it("is read and written without loss", () => {
    const { columns, rows } = parseTable(TABLE);
    expect(columns).toEqual(["study", "variant", "cisi", "mean"]);
    expect(rows[1]).toEqual({ study: "arms", variant: "**hybrid**", cisi: ".48", mean: ".48" });
    expect(formatTable(columns, rows)).toBe(TABLE);
  });

  it("shows a dash where a column was not measured", () => {
    const { rows } = parseTable(TABLE);
    const lines = formatTable(["study", "variant", "cisi", "guide", "mean"], rows).split("\n");
    expect(lines[1]).toBe("| --- | --- | --- | --- | --- |");
    expect(lines[2]).toBe("| arms | BM25 | .41 | – | .41 |");
  });
});

describe("mergeRows", () => {
  const before = parseTable(TABLE).rows;

  it("replaces all rows of a study that was run again, in its place", () => {
    const fresh = [{ study: "arms", variant: "vectors", cisi: ".43", mean: ".43" }];
    expect(mergeRows(before, fresh)).toEqual([fresh[0], before[2]]);
  });

  it("puts a new study last and leaves the others alone", () => {
    const fresh = [{ study: "mmr", variant: "lambda 0.9", cisi: ".47", mean: ".47" }];
    expect(mergeRows(before, fresh)).toEqual([...before, ...fresh]);
  });
});
