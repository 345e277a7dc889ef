import type { Measured } from "../metrics/mean.js";
import { seededRandom } from "./random.js";

export type Interval = [low: number, high: number];

export interface BootstrapOptions {
  /** Default 1,000. */
  resamples?: number;
  /** Default 1. */
  seed?: number;
  /** Share of the resampled values inside, 0..1. Default .95. */
  level?: number;
}

/**
 * Percentile bootstrap interval of a statistic (Efron, 1979): rows, one a question, are drawn with replacement, and the
 * statistic is taken of each draw. The same seed gives the same interval. Draws in which the statistic has no value are
 * left out; null when it never has one. For a mean: `bootstrapInterval(values, mean)`.
 */
export function bootstrapInterval<Row>(
  rows: readonly Row[],
  statistic: (sample: readonly Row[]) => Measured,
  { resamples = 1_000, seed = 1, level = 0.95 }: BootstrapOptions = {},
): Interval | null {
  const random = seededRandom(seed);
  const sample = [...rows];
  const values: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    for (let index = 0; index < rows.length; index++) sample[index] = rows[Math.floor(random() * rows.length)]!;
    const value = statistic(sample);
    if (value !== null) values.push(value);
  }
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  return [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)];
}

/** Linear interpolation between the order statistics (Hyndman and Fan, 1996, type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (position - below);
}
