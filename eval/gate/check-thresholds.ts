import type { Measured } from "../metrics/mean.js";
import type { Interval } from "../statistics/bootstrap.js";
import { pairedBootstrapInterval } from "../statistics/paired-bootstrap.js";
import type { EvalRow, Metric } from "../suites/suite.js";

export interface Threshold {
  /** Bounds that hold whatever the sample: for what must always be so. */
  min?: number;
  max?: number;
  /**
   * How much worse than the baseline the metric may become. The gate fires when it is worse by more than that and the
   * 95% interval of the paired difference leaves 0 out: a change that so few questions cannot show does not stop a build.
   */
  margin?: number;
}

export interface Check {
  metric: string;
  value: Measured;
  baseline: Measured;
  interval: Interval | null;
  passed: boolean;
  /** Why it failed, or what it had to hold. */
  reason: string;
}

const SEED = 1;

/** Holds one metric of a run against its threshold and the baseline's rows of the same ids. */
export function checkThreshold(
  name: string,
  metric: Metric<EvalRow>,
  threshold: Threshold,
  rows: readonly EvalRow[],
  baselineRows: readonly EvalRow[],
): Check {
  const known = new Map(baselineRows.map((row) => [row.id, row]));
  const shared = rows.filter((row) => known.has(row.id));
  const before = shared.map((row) => known.get(row.id)!);
  const value = metric.of(rows);
  const baseline = metric.of(before);
  const interval =
    threshold.margin === undefined ? null : pairedBootstrapInterval(before, shared, metric.of, { seed: SEED });
  const failure = failureOf(
    { value, baseline: metric.of(before), paired: metric.of(shared), interval },
    threshold,
    metric,
  );
  return { metric: name, value, baseline, interval, passed: failure === null, reason: failure ?? describe(threshold) };
}

interface Values {
  value: Measured;
  baseline: Measured;
  /** The value over the rows the baseline has too. */
  paired: Measured;
  interval: Interval | null;
}

function failureOf({ value, baseline, paired, interval }: Values, threshold: Threshold, metric: Metric<EvalRow>) {
  const { min = -Infinity, max = Infinity, margin } = threshold;
  if (value === null) return "could not be measured";
  if (value < min) return `below ${min}`;
  if (value > max) return `above ${max}`;
  if (margin === undefined) return null;
  if (baseline === null || paired === null || interval === null)
    return "the baseline has no rows for it: accept a new one";
  const sign = metric.better === "lower" ? -1 : 1;
  const loss = sign * (baseline - paired);
  const certain = sign > 0 ? interval[1] < 0 : interval[0] > 0;
  return loss > margin && certain ? `worse than the baseline by ${loss.toFixed(3)}, more than ${margin}` : null;
}

function describe({ min, max, margin }: Threshold): string {
  return [
    min === undefined ? "" : `at least ${min}`,
    max === undefined ? "" : `at most ${max}`,
    margin === undefined ? "" : `at most ${margin} worse`,
  ]
    .filter(Boolean)
    .join(", ");
}
