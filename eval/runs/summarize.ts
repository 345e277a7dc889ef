import type { Measured } from "../metrics/mean.js";
import { bootstrapInterval, type Interval } from "../statistics/bootstrap.js";
import type { EvalRow, Suite } from "../suites/suite.js";
import type { RunSummary, SliceSummary } from "./run-folder.js";

/** Slices with more groups than this are ids, not groups. */
const MAX_GROUPS = 24;

/** All metrics of the rows with intervals, by slice, and the curves. */
export function summarizeRows<Row extends EvalRow>(
  suite: Suite<Row>,
  rows: readonly Row[],
  { seed }: { seed: number },
): Omit<RunSummary, "seconds" | "skippedRows"> {
  const intervals: Record<string, Interval> = {};
  for (const [name, metric] of Object.entries(suite.metrics)) {
    const interval = bootstrapInterval(rows, (sample) => metric.of(sample), { seed });
    if (interval) intervals[name] = interval;
  }
  return {
    metrics: metricsOf(suite, rows),
    intervals,
    n: rows.length,
    slices: sliceRows(suite, rows),
    curves: suite.curves?.(rows) ?? [],
  };
}

function metricsOf<Row extends EvalRow>(suite: Suite<Row>, rows: readonly Row[]): Record<string, Measured> {
  return Object.fromEntries(Object.entries(suite.metrics).map(([name, metric]) => [name, metric.of(rows)]));
}

function sliceRows<Row extends EvalRow>(suite: Suite<Row>, rows: readonly Row[]): RunSummary["slices"] {
  const slices: RunSummary["slices"] = {};
  for (const name of new Set(rows.flatMap((row) => Object.keys(row.slices)))) {
    const groups = new Map<string, Row[]>();
    for (const row of rows) {
      const group = row.slices[name];
      if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), row]);
    }
    if (groups.size < 2 || groups.size > MAX_GROUPS) continue;
    const summaries = [...groups]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([group, members]): [string, SliceSummary] => [
        group,
        { n: members.length, metrics: metricsOf(suite, members) },
      ]);
    slices[name] = Object.fromEntries(summaries);
  }
  return slices;
}
