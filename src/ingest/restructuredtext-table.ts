import type { Block } from "./extracted-document.js";
import { linearizeTable } from "./linearize-table.js";
import { reStructuredTextInline as inline } from "./restructuredtext-inline.js";

/** Where a column's text stands in its lines. */
interface Column {
  start: number;
  end: number;
}

/**
 * The rows of a grid or simple table, each with the names of its columns, so that a long table can be cut between any two
 * (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#tables). Null for one with cells over several
 * columns or rows, or whose text crosses its columns: that is best left as it is drawn.
 */
export function reStructuredTextTable(lines: string[]): Block[] | null {
  const table = lines[0]!.startsWith("+") ? readGrid(lines) : readSimple(lines);
  return table && table.rows.length > 0 ? toBlocks(table) : null;
}

/** The rows of a `list-table`, a list of lists; null when it is none. */
export function listTable(lines: string[], options: string[]): Block[] | null {
  const rows: string[][] = [];
  for (const line of lines.filter((line) => line.trim())) {
    const [, row, cell] = /^([*-] +)?\s*[*-](?: +(.*))?$/.exec(line) ?? [];
    if (row) rows.push([cell ?? ""]);
    else if (rows.length === 0) return null;
    else if (/^\s+[*-](?:\s|$)/.test(line) && indentation(line) <= 4) rows.at(-1)!.push(cell ?? "");
    else rows.push(appendToLast(rows.pop()!, line));
  }
  return toBlocks(withHeader(rows, options));
}

/** The rows of a `csv-table`; null for one whose rows are in a file, or that is no CSV. */
export function csvTable(lines: string[], options: string[]): Block[] | null {
  const rows = lines.filter((line) => line.trim()).map(readCsvLine);
  const header = /^:header:\s*(.+)$/m.exec(options.join("\n"))?.[1];
  if (rows.length === 0 || rows.some((row) => row === null)) return null;
  const table = withHeader(rows as string[][], options);
  return toBlocks(header ? { ...table, header: readCsvLine(header) ?? [] } : table);
}

function toBlocks({ header, rows }: Table): Block[] {
  const lines = linearizeTable(
    header.map(inline),
    rows.map((row) => row.map(inline)),
  );
  return lines.map((text) => ({ kind: "table-row", text }));
}

/** `:header-rows: 1` says how many of the first rows name the columns. */
function withHeader(rows: string[][], options: string[]): Table {
  const count = Number(/^:header-rows:\s*(\d+)/m.exec(options.join("\n"))?.[1] ?? 0);
  return { header: count > 0 ? (rows[count - 1] ?? []) : [], rows: rows.slice(count) };
}

function appendToLast(row: string[], line: string): string[] {
  return [...row.slice(0, -1), `${row.at(-1)!} ${line.trim()}`.trim()];
}

/** Null for a line that ends inside quotes. */
function readCsvLine(line: string): string[] | null {
  const cells = [...line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,"]*))/g)];
  if (cells.reduce((length, [all]) => length + all.length, 0) < line.length) return null;
  return cells.map(([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? "").trim());
}

function indentation(line: string): number {
  return /^\s*/.exec(line)![0].length;
}

interface Table {
  header: string[];
  rows: string[][];
}

function readGrid(lines: string[]): Table | null {
  const [rule] = lines as [string];
  const borders = [...rule.matchAll(/\+/g)].map(({ index }) => index);
  const columns = borders.slice(1).map((end, i) => ({ start: borders[i]! + 1, end }));
  const rows: string[][] = [];
  let header: string[][] = [];
  let current: string[][] = [];
  for (const line of lines.slice(1)) {
    if (line.startsWith("+")) {
      if (line.trimEnd().replaceAll("=", "-") !== rule.trimEnd()) return null;
      if (current.length > 0) rows.push(joinCells(current));
      current = [];
      if (line.includes("=")) header = rows.splice(0);
    } else if (borders.every((border) => line[border] === "|")) {
      current.push(columns.map((column) => line.slice(column.start, column.end)));
    } else return null;
  }
  return { header: joinCells(header), rows };
}

function readSimple(lines: string[]): Table | null {
  const isRule = (line: string): boolean => /^=[=\s]*$/.test(line.trim());
  const starts = [...lines[0]!.matchAll(/=+/g)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  const columns: Column[] = starts.map(({ start }, i) => ({ start, end: starts[i + 1]?.start ?? Infinity }));
  const gaps = starts.slice(0, -1).map(({ end }, i) => ({ start: end, end: starts[i + 1]!.start }));
  const parts: string[][][] = [[]];
  for (const line of lines.slice(1)) {
    if (isRule(line)) parts.push([]);
    else if (/^[-\s]+$/.test(line) && line.trim()) return null;
    else if (line.trim()) {
      if (gaps.some(({ start, end }) => line.slice(start, end).trim())) return null;
      const cells = columns.map(({ start, end }) => line.slice(start, end));
      const rows = parts.at(-1)!;
      // Without text in its first column a line goes on with the row above.
      if (cells[0]!.trim() || rows.length === 0) rows.push(cells);
      else rows.push(joinRows(rows.pop()!, cells));
    }
  }
  const [first = [], second = []] = parts;
  const isHeaded = second.length > 0;
  return { header: isHeaded ? joinCells(first) : [], rows: isHeaded ? second : first };
}

/** Lines of cells as one row. */
function joinCells(lines: string[][]): string[] {
  const [first = [], ...others] = lines;
  return others.reduce(joinRows, first).map((cell) => cell.trim());
}

function joinRows(above: string[], below: string[]): string[] {
  return above.map((cell, i) => `${cell.trim()} ${below[i]!.trim()}`.trim());
}
