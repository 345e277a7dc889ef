import { attribute, elementsOf, type HtmlElement, isElement } from "./html-tree.js";
import { linearizeTable } from "./linearize-table.js";

const MAX_SPAN = 50;

/** True for a table of data; one that holds blocks or other tables is layout, and read as if it were not there. */
export function isDataTable(table: HtmlElement): boolean {
  const names = new Set([...elementsOf(table)].map(({ name }) => name));
  return (
    names.has("tr") && !["table", "h1", "h2", "h3", "h4", "pre", "article", "section"].some((name) => names.has(name))
  );
}

/** A line for each row of a data table; cells that span rows or columns are repeated in each. */
export function readTable(table: HtmlElement, textOf: (element: HtmlElement) => string): string[] {
  const rows = [...elementsOf(table)].filter(({ name }) => name === "tr");
  const grid: string[][] = rows.map(() => []);
  let header: string[] = [];
  const body: string[][] = [];
  rows.forEach((row, r) => {
    const cells = row.children.filter(isElement).filter(({ name }) => name === "td" || name === "th");
    let column = 0;
    for (const cell of cells) {
      const text = textOf(cell);
      while (grid[r]![column] !== undefined) column++;
      for (let down = 0; down < span(cell, "rowspan") && r + down < rows.length; down++) {
        for (let right = 0; right < span(cell, "colspan"); right++) grid[r + down]![column + right] = text;
      }
    }
    const line = Array.from(grid[r]!, (text) => text ?? "");
    const isHeader = cells.length > 0 && cells.every(({ name }) => name === "th");
    // Of several header rows the last is the closest to the cells.
    if (isHeader && body.length === 0) header = line;
    else body.push(line);
  });
  return linearizeTable(header, body);
}

function span(cell: HtmlElement, name: "rowspan" | "colspan"): number {
  return Math.min(Math.max(Number.parseInt(attribute(cell, name), 10) || 1, 1), MAX_SPAN);
}
