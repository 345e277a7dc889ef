import type { Block } from "./extracted-document.js";
import { linearizeTable, linearizeUnmarkedTable } from "./linearize-table.js";

const MIN_ROWS = 3;
/** Two spaces stand after a full stop in some texts; three are a gap between columns. */
const GAP = /(?<=\S)(?: {3,}| *\t\s*)(?=\S)/;
const MIN_GAPPED_SHARE = 0.8;

/**
 * Rows of a table drawn with `|` or with columns of spaces, in lines of plain text; its lines as they are where the
 * columns cannot be told; null for lines that are no table.
 */
export function textTable(lines: string[]): Block[] | null {
  if (lines.length < MIN_ROWS) return null;
  if (lines.every((line) => /^\s*[|+].*[|+]\s*$/.test(line))) return pipedTable(lines);
  const rows = lines.filter((line) => !isRule(line));
  const gapped = rows.filter((line) => GAP.test(line.trim()));
  if (rows.length < MIN_ROWS || gapped.length < MIN_GAPPED_SHARE * rows.length) return null;
  const cells = rows.map((line) => line.trim().split(new RegExp(GAP, "g")));
  if (cells.every(({ length }) => length === cells[0]!.length)) return toBlocks(linearizeUnmarkedTable(cells));
  return [{ kind: "code", text: lines.join("\n"), language: null }];
}

function pipedTable(lines: string[]): Block[] | null {
  const cellsOf = (line: string): string[] =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim());
  const rule = lines.findIndex((line, i) => i > 0 && isRule(line));
  const rows = lines.filter((line) => !isRule(line)).map(cellsOf);
  if (rows.length < 2) return null;
  // A line under the first row names the columns by it; lines between all rows say nothing.
  const isHeaded = rule > 0 && lines.slice(0, rule).filter((line) => !isRule(line)).length === 1;
  return toBlocks(isHeaded ? linearizeTable(rows[0]!, rows.slice(1)) : linearizeUnmarkedTable(rows));
}

/** `|---|:--|`, `+----+----+`, `===== ====`. */
function isRule(line: string): boolean {
  return /^[\s|+:=-]*[-=]{2,}[\s|+:=-]*$/.test(line);
}

function toBlocks(rows: string[]): Block[] {
  return rows.map((text) => ({ kind: "table-row", text }));
}
