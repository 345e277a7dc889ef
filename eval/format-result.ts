import type { Measured } from "./metrics/mean.js";
import type { Interval } from "./statistics/bootstrap.js";

/** A result as a table for a terminal: metric, value, 95% interval; metrics that could not be measured are left out. */
export function formatResult(result: {
  metrics: Record<string, Measured>;
  intervals: Record<string, Interval>;
  n: number;
  skippedRows: number;
  seconds: number;
  folder: string;
}): string {
  const rows = Object.entries(result.metrics)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const interval = result.intervals[name];
      return [name, formatNumber(value), interval ? `[${interval.map(formatNumber).join(", ")}]` : ""];
    });
  const skipped = result.skippedRows > 0 ? `, ${result.skippedRows} malformed rows left out` : "";
  return `${formatTable(rows)}\n\n${result.n} rows in ${result.seconds} s${skipped}; kept in ${result.folder}\n`;
}

/** Columns side by side, the first to the left, the others to the right. */
export function formatTable(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Four decimals, none for large numbers, a dash for what is missing. */
export function formatNumber(value: Measured): string {
  if (value === null) return "-";
  return (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(4)).replace(/^-(0\.0+)$/, "$1");
}
