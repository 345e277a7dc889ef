import type { Measured } from "../metrics/mean.js";
import { Z_POWER_80_PERCENT, Z_TWO_SIDED_5_PERCENT } from "./normal.js";

/**
 * The smallest true difference of two means that n paired questions show in 4 of 5 samples, tested two-sided at 5%:
 *
 *     (z.975 + z.80) * standardDeviation / sqrt(n) = 2.80 * standardDeviation / sqrt(n)
 *
 * `standardDeviation` is that of the questions' differences (Cohen, 1988, chapter 2; normal approximation: some 5% low
 * at n = 20). Null for n < 2, and for a deviation of 0: pairs that never differ say nothing about how much they could.
 */
export function detectableDifference(standardDeviation: Measured, n: number): Measured {
  if (standardDeviation === null || standardDeviation === 0 || n < 2) return null;
  return ((Z_TWO_SIDED_5_PERCENT + Z_POWER_80_PERCENT) * standardDeviation) / Math.sqrt(n);
}

/** The same from the differences themselves (`pairedDifferences`); missing ones are left out. */
export function detectableDifferenceOf(differences: readonly Measured[]): Measured {
  const measured = differences.filter((value) => value !== null);
  return detectableDifference(standardDeviation(measured), measured.length);
}

/** Of a sample, with n - 1 in the denominator. Null for n < 2. */
export function standardDeviation(values: readonly number[]): Measured {
  const n = values.length;
  if (n < 2) return null;
  // Equal values have a deviation of 0, which rounding of their mean would hide.
  if (values.every((value) => value === values[0])) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
}
