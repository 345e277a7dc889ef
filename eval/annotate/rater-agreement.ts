import type { Measured } from "../metrics/mean.js";
import { rawAgreement } from "../statistics/agreement.js";
import { krippendorffAlpha, type RatingLevel } from "../statistics/krippendorff.js";
import { type Estimate, estimate } from "./estimate.js";

/** How far raters agree with one another. */
export interface RaterAgreement<Level extends RatingLevel> {
  /** Units with two ratings or more. */
  units: number;
  /** Share of the pairs of ratings, of one unit by two raters, that are the same. */
  agreement: Estimate;
  /** Krippendorff's alpha over all raters. */
  alpha: Record<Level, Estimate>;
  /** Every two raters, over the units that both rated. */
  pairs: { raters: [string, string]; agreement: Estimate; kappa: Estimate }[];
}

/** Ratings of one unit, a claim or an answer, as numbers: one a rater, null where there is none. */
export type UnitRatings = readonly Measured[];

type Pair = [Measured, Measured];
type Kappa = (a: readonly Measured[], b: readonly Measured[]) => Measured;

/** Agreement over the units of each question; `levels` are the alphas that make sense for the ratings. */
export function agreementOfRaters<Level extends RatingLevel>(
  unitsByQuestion: readonly (readonly UnitRatings[])[],
  raters: readonly string[],
  { levels, kappa }: { levels: readonly Level[]; kappa: Kappa },
): RaterAgreement<Level> {
  const shared = unitsByQuestion.map((units) => units.filter(isShared));
  const raterPairs = raters.flatMap((_, a) => raters.slice(a + 1).map((_other, after) => [a, a + 1 + after] as const));
  const pairsOf = (units: readonly UnitRatings[], [a, b]: readonly [number, number]): Pair[] =>
    units
      .map((unit): Pair => [unit[a] ?? null, unit[b] ?? null])
      .filter(([one, other]) => one !== null && other !== null);

  return {
    units: shared.flat().length,
    agreement: estimate(
      shared.map((units) => raterPairs.flatMap((pair) => pairsOf(units, pair))),
      overPairs(rawAgreement),
    ),
    alpha: Object.fromEntries(
      levels.map((level) => [level, estimate(shared, (units) => krippendorffAlpha(units, level))]),
    ) as Record<Level, Estimate>,
    pairs: raterPairs.map((pair) => {
      const ratings = shared.map((units) => pairsOf(units, pair));
      return {
        raters: [raters[pair[0]]!, raters[pair[1]]!],
        agreement: estimate(ratings, overPairs(rawAgreement)),
        kappa: estimate(ratings, overPairs(kappa)),
      };
    }),
  };
}

function isShared(unit: UnitRatings): boolean {
  return unit.filter((rating) => rating !== null).length > 1;
}

function overPairs(statistic: Kappa): (pairs: readonly Pair[]) => Measured {
  return (pairs) =>
    statistic(
      pairs.map(([one]) => one),
      pairs.map(([, other]) => other),
    );
}
