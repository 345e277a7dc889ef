import { asciiDocInline as inline } from "./asciidoc-inline.js";
import type { Block } from "./extracted-document.js";
import { linearizeTable } from "./linearize-table.js";

/**
 * Rows of the lines between `|===`. Cells begin with `|`; a row has as many as `[cols=...]` says, else as the first
 * line. The first row is the header when a blank line follows its line, or `[options="header"]` or `[%header]` says so.
 */
export function asciiDocTable(lines: string[], attributes: string): Block[] {
  const first = lines.findIndex((line) => line.trim());
  if (first < 0) return [];
  const cells: string[] = [];
  for (const line of lines) {
    const [before = "", ...parts] = line.split(/(?<!\\)\|/);
    // What stands before the first sign goes on with the cell above, unless it is that cell's format (`2+`, `a`).
    if (parts.length === 0 && cells.length > 0 && before.trim()) cells.push(`${cells.pop()!} ${before.trim()}`);
    cells.push(...parts.map((cell) => cell.replaceAll("\\|", "|").trim()));
  }
  const columns = columnsOf(attributes) ?? Math.max(1, lines[first]!.split(/(?<!\\)\|/).length - 1);
  const rows: string[][] = [];
  for (let i = 0; i < cells.length; i += columns) rows.push(cells.slice(i, i + columns).map(inline));
  const isHeaded = /header/.test(attributes) || (rows.length > 1 && lines[first + 1]?.trim() === "");
  const header = isHeaded ? rows.shift()! : [];
  return linearizeTable(header, rows).map((text) => ({ kind: "table-row", text }));
}

/** `[cols="1,2"]` and `[cols="2*"]` have two columns. */
function columnsOf(attributes: string): number | null {
  const value = /cols\s*=\s*(?:"([^"]*)"|([^,\]]+))/.exec(attributes);
  const specification = value?.[1] ?? value?.[2];
  if (!specification) return null;
  const repeated = /^(\d{1,3})\*/.exec(specification.trim());
  return repeated ? Math.max(1, Number(repeated[1])) : specification.split(/[,;]/).length;
}
