/** One line of the table: the cells by the name of their column, `study` and `variant` among them. */
export type ResultRow = Record<string, string>;

/** What was not measured. */
const EMPTY = "–";

/** The rows of a table in Markdown whose first line names the columns. */
export function parseTable(markdown: string): { columns: string[]; rows: ResultRow[] } {
  const [columns = [], , ...lines] = markdown
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
  return {
    columns,
    rows: lines.map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? EMPTY]))),
  };
}

export function formatTable(columns: readonly string[], rows: readonly ResultRow[]): string {
  const divider = `| --- | --- |${" --- |".repeat(columns.length - 2)}`;
  return [formatCells(columns), divider, ...rows.map((row) => formatRow(columns, row))].join("\n") + "\n";
}

export function formatRow(columns: readonly string[], row: ResultRow): string {
  return formatCells(columns.map((name) => row[name] ?? EMPTY));
}

/** The rows before, with those of the studies in `fresh` replaced where they stood; new studies come last. */
export function mergeRows(before: readonly ResultRow[], fresh: readonly ResultRow[]): ResultRow[] {
  const studies = new Set([...before, ...fresh].map(({ study }) => study));
  return [...studies].flatMap((study) => {
    const rowsOf = (rows: readonly ResultRow[]): ResultRow[] => rows.filter((row) => row.study === study);
    return rowsOf(fresh).length > 0 ? rowsOf(fresh) : rowsOf(before);
  });
}

function formatCells(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
