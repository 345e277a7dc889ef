import type { Measured } from "../metrics/mean.js";
import type { Interval } from "../statistics/bootstrap.js";

/** How a figure is written: a share of something as a percentage, a score as it is, a time, or a count. */
export type Unit = "share" | "score" | "milliseconds" | "count";

/** The figure as a reader sees it; a dash where nothing was measured. */
export function formatValue(value: Measured | undefined, unit: Unit): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return "–";
  switch (unit) {
    case "share":
      return `${decimals(value * 100, value === 0 || value === 1 ? 0 : 1)}%`;
    case "score":
      return decimals(value, 3);
    case "milliseconds":
      return formatDuration(value);
    case "count":
      return Math.abs(value) >= 100 ? decimals(value, 0) : decimals(value, 1);
  }
}

/** `89.1% to 94.6%`; in words where no resample differed, which is no certainty. */
export function formatInterval([low, high]: Interval, unit: Unit): string {
  if (low === high) return "all rows alike";
  return `${formatValue(low, unit)} to ${formatValue(high, unit)}`;
}

/** A difference with its sign: `+1.2 points` for shares, whose difference is no percentage. */
export function formatDifference(value: Measured | undefined, unit: Unit): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return "–";
  const size = unit === "share" ? decimals(Math.abs(value) * 100, 1) : formatValue(Math.abs(value), unit);
  if (Number.parseFloat(size) === 0) return size;
  return `${value > 0 ? "+" : "−"}${size}`;
}

/** `3.2 ms`, `240 ms`, `1.8 s`. */
export function formatDuration(ms: number): string {
  if (ms >= 10_000) return `${decimals(ms / 1_000, 0)} s`;
  if (ms >= 1_000) return `${decimals(ms / 1_000, 1)} s`;
  return `${decimals(ms, ms < 10 ? 1 : 0)} ms`;
}

/** `23 November 2025, 21:40 UTC`: the same on every machine. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** A count with its noun: `1 question`, `275 questions`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}

function decimals(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}
