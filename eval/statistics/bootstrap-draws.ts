import type { Measured } from "../metrics/mean.js";
import { seededRandom } from "./random.js";

export interface BootstrapOptions {
  /** Default 1,000. */
  resamples?: number;
  /** Default 1. */
  seed?: number;
  /** Share of such intervals that hold the true value, 0..1. Default .95. */
  level?: number;
}

/**
 * A statistic's values in samples drawn from the rows with replacement, as many rows as there are (Efron, 1979),
 * ascending. Samples in which it has no value are left out. The array handed to the statistic is filled anew each time.
 */
export function bootstrapDraws<Row>(
  rows: readonly Row[],
  statistic: (sample: readonly Row[]) => Measured,
  { resamples, seed }: { resamples: number; seed: number },
): number[] {
  const random = seededRandom(seed);
  const sample = [...rows];
  const values: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    for (let index = 0; index < rows.length; index++) sample[index] = rows[Math.floor(random() * rows.length)]!;
    const value = statistic(sample);
    if (value !== null) values.push(value);
  }
  return values.sort((a, b) => a - b);
}
