import type { Measured } from "../metrics/mean.js";
import { acceleration, biasCorrection, correctedShare, expandedZ } from "./bca.js";
import { quantileOfAscending } from "../metrics/quantile.js";
import { bootstrapDraws, type BootstrapOptions } from "./bootstrap-draws.js";
import { normalQuantile } from "./normal.js";

export type { BootstrapOptions } from "./bootstrap-draws.js";

export type Interval = [low: number, high: number];

/**
 * Bootstrap interval of a statistic of rows, one a question, corrected for bias and skewness (BCa; Efron, 1987) and for
 * a small sample (`expandedZ`). Plain percentiles miss too often on the side of the long tail, as with AUROC and rates
 * near 0 or 1. eval/results/statistics-simulation.json has the share of intervals that hold the truth.
 *
 * The same seed gives the same interval. Draws in which the statistic has no value are left out; null when it never has
 * one. Where no draw differs from another the interval is a point: for a share of 1 in n rows, read "fewer than 3 / n
 * fail" (Hanley and Lippman-Hand, 1983), not certainty. For a mean: `bootstrapInterval(values, mean)`.
 */
export function bootstrapInterval<Row>(
  rows: readonly Row[],
  statistic: (sample: readonly Row[]) => Measured,
  { resamples = 1_000, seed = 1, level = 0.95 }: BootstrapOptions = {},
): Interval | null {
  const draws = bootstrapDraws(rows, statistic, { resamples, seed });
  const lowest = draws[0];
  const highest = draws.at(-1);
  if (lowest === undefined || highest === undefined) return null;
  if (lowest === highest) return [lowest, highest];

  const estimate = statistic(rows);
  const bias = estimate === null ? 0 : biasCorrection(draws, estimate);
  const accelerated = acceleration(rows, statistic);
  const z = expandedZ(normalQuantile((1 + level) / 2), rows.length);
  return [
    quantileOfAscending(draws, correctedShare(-z, bias, accelerated)),
    quantileOfAscending(draws, correctedShare(z, bias, accelerated)),
  ];
}
