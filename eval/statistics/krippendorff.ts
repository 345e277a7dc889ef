import { type Measured, ratio } from "../metrics/mean.js";
import { averageRanks } from "./correlation.js";
import { countOf, sumOverPairs } from "./label-counts.js";

/** What a difference of two ratings means: another label, so many ranks apart, so many points apart. */
export type RatingLevel = "nominal" | "ordinal" | "interval";

/**
 * Krippendorff's alpha of any number of raters: 1 is full agreement, 0 chance, below 0 systematic disagreement. A unit is
 * a row of ratings, one a rater, null where a rater gave none; units with fewer than two do not count. Labels are coded as
 * numbers: any for `nominal`, in their order for `ordinal`. With n ratings in all, m in a unit and d the squared
 * difference of two (Krippendorff, 2011, "Computing Krippendorff's Alpha-Reliability"):
 *
 *     alpha = 1 - (n - 1) * (sum over units of: sum of d within the unit / (m - 1)) / (sum of d over all ratings)
 *
 * Krippendorff's ordinal difference is that of the ratings' average ranks. Null when no unit has two ratings, or all
 * ratings are the same.
 */
export function krippendorffAlpha(units: readonly (readonly Measured[])[], level: RatingLevel): Measured {
  const rated = units.map((unit) => unit.filter((rating) => rating !== null)).filter((unit) => unit.length > 1);
  const all = rated.flat();
  const ranks = new Map(averageRanks(all).map((rank, index) => [all[index]!, rank]));
  const difference: Record<RatingLevel, (a: number, b: number) => number> = {
    nominal: (a, b) => Number(a !== b),
    ordinal: (a, b) => ranks.get(a)! - ranks.get(b)!,
    interval: (a, b) => a - b,
  };
  const squared = (a: number, b: number): number => difference[level](a, b) ** 2;
  const observed = rated.reduce((sum, unit) => {
    const counts = countOf(unit);
    return sum + sumOverPairs(counts, counts, squared) / (unit.length - 1);
  }, 0);
  const counts = countOf(all);
  const share = ratio((all.length - 1) * observed, sumOverPairs(counts, counts, squared));
  return share === null ? null : 1 - share;
}
