import type { Measured } from "./metrics/mean.js";
import type { Interval } from "./statistics/bootstrap.js";

/** A result as a table for a terminal: metric, value, 95% interval. */
export function formatResult(result: {
  metrics: Record<string, Measured>;
  intervals: Record<string, Interval>;
  n: number;
  seconds: number;
}): string {
  const width = Math.max(...Object.keys(result.metrics).map((name) => name.length));
  const lines = Object.entries(result.metrics).map(([name, value]) => {
    const interval = result.intervals[name];
    const range = interval ? `  [${interval.map(format).join(", ")}]` : "";
    return `${name.padEnd(width)}  ${value === null ? "-" : format(value)}${range}`;
  });
  return `${lines.join("\n")}\n\n${result.n} rows in ${result.seconds} s\n`;
}

function format(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(4);
}
