import type { Measured } from "../metrics/mean.js";
import { normalQuantile, normalShareBelow } from "./normal.js";

/** More groups than this change the acceleration by some .002, which moves an end by some .01 standard errors. */
const MAX_JACKKNIFE_GROUPS = 200;

/** Values this near, as a share of the spread of the draws, are equal but for rounding. */
const TIE = 1e-9;

/**
 * z of the share of draws below the estimate, ties counting half: by how much the draws lie to one side of it. 0 when
 * they do not. Draws sorted, at least one.
 */
export function biasCorrection(draws: readonly number[], estimate: number): number {
  const tie = TIE * (draws.at(-1)! - draws[0]!);
  let below = 0;
  for (const draw of draws) {
    if (draw < estimate - tie) below++;
    else if (draw <= estimate + tie) below += 0.5;
  }
  // Half a draw of doubt keeps z finite when all draws lie on one side.
  return normalQuantile(Math.min(Math.max(below, 0.5), draws.length - 0.5) / draws.length);
}

/**
 * How fast the standard error of the statistic changes with its value: skewness of the jackknife values / 6. From 200
 * rows on, groups of rows are left out instead of single ones, every 200th row in the same group. Values the statistic
 * does not have are left out; 0 when all are equal.
 */
export function acceleration<Row>(rows: readonly Row[], statistic: (sample: readonly Row[]) => Measured): number {
  const groups = Math.min(rows.length, MAX_JACKKNIFE_GROUPS);
  const values = Array.from({ length: groups }, (_, group) =>
    statistic(rows.filter((_row, index) => index % groups !== group)),
  ).filter((value) => value !== null);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/**
 * z for an interval from n rows: resamples spread less than the population by a factor of sqrt((n - 1) / n), and their
 * spread is itself an estimate, for which z becomes Student's t, here to the first order of its expansion in 1 / (n - 1)
 * (Hesterberg, 2015, "What Teachers Should Know About the Bootstrap", expanded percentile interval).
 */
export function expandedZ(z: number, n: number): number {
  return Math.sqrt(n / (n - 1)) * (z + (z ** 3 + z) / (4 * (n - 1)));
}

/** The share of the draws to cut at for a plain bootstrap's z (Efron, 1987, BCa). */
export function correctedShare(z: number, bias: number, accelerated: number): number {
  const scale = 1 - accelerated * (bias + z);
  // At and beyond the pole of the correction: the limit from the side of the centre.
  if (scale <= 0) return accelerated > 0 ? 1 : 0;
  return normalShareBelow(bias + (bias + z) / scale);
}
