import type { Measured } from "../metrics/mean.js";
import { expandedZ } from "./bca.js";
import type { Interval } from "./bootstrap.js";
import { quantileOfAscending } from "../metrics/quantile.js";
import { bootstrapDraws, type BootstrapOptions } from "./bootstrap-draws.js";
import { normalQuantile, normalShareBelow } from "./normal.js";
import { difference, pairRows } from "./pairs.js";

/**
 * Interval of the statistic of run b minus that of run a, over the same questions: a question is drawn with its rows of
 * both runs, so what makes it hard for both cancels out. So do most of the bias and skewness that `bootstrapInterval`
 * corrects; correcting them here as well adds their noise, and more false alarms than it prevents. The ends are
 * therefore percentiles, expanded for a small sample (`expandedZ`).
 *
 * Draws in which a run has no value are left out; null when none is left. Throws DATA_INVALID when the runs differ in
 * length.
 */
export function pairedBootstrapInterval<Row>(
  a: readonly Row[],
  b: readonly Row[],
  statistic: (rows: readonly Row[]) => Measured,
  { resamples = 1_000, seed = 1, level = 0.95 }: BootstrapOptions = {},
): Interval | null {
  const left = [...a];
  const right = [...b];
  const differenceIn = (pairs: readonly (readonly [Row, Row])[]): Measured => {
    for (let index = 0; index < pairs.length; index++) {
      left[index] = pairs[index]![0];
      right[index] = pairs[index]![1];
    }
    return difference(statistic(left), statistic(right));
  };
  const draws = bootstrapDraws(pairRows(a, b), differenceIn, { resamples, seed });
  if (draws.length === 0) return null;
  const z = expandedZ(normalQuantile((1 + level) / 2), a.length);
  return [quantileOfAscending(draws, normalShareBelow(-z)), quantileOfAscending(draws, normalShareBelow(z))];
}
