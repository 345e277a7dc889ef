import { type Measured, ratio } from "../metrics/mean.js";
import { countOf, sumOverPairs } from "./label-counts.js";
import { completePairs } from "./pairs.js";

/*
 * Agreement and kappas take the labels of two raters for the same units, in the same order, null where a rater gave none.
 * Units that either left out do not count. Null when no unit has both labels. They throw DATA_INVALID when the lists
 * differ in length.
 */

/** Share of the units on which two raters agree, 0..1; chance included. */
export function rawAgreement<Label>(a: readonly (Label | null)[], b: readonly (Label | null)[]): Measured {
  const pairs = completePairs(a, b);
  return ratio(pairs.filter(([first, second]) => first === second).length, pairs.length);
}

/**
 * Cohen's kappa (1960) of unordered labels: 1 is full agreement, 0 what the raters' own label frequencies give by
 * chance. Null, too, when both gave one and the same label throughout: chance explains everything then.
 */
export function cohenKappa<Label>(a: readonly (Label | null)[], b: readonly (Label | null)[]): Measured {
  return chanceCorrected(completePairs(a, b), (first, second) => Number(first !== second));
}

/**
 * Weighted kappa (Cohen, 1968) of ordered ratings: a disagreement weighs by the distance of the ratings, or by its
 * square, which makes kappa close to an intraclass correlation (Fleiss and Cohen, 1973). Grades are whole steps, so
 * number ordered categories 1, 2, 3 ... Null as `cohenKappa`.
 */
export function weightedKappa(
  a: readonly Measured[],
  b: readonly Measured[],
  weights: "linear" | "quadratic",
): Measured {
  const power = weights === "linear" ? 1 : 2;
  return chanceCorrected(completePairs(a, b), (first, second) => Math.abs(first - second) ** power);
}

/** 1 - observed / expected disagreement, expected over all pairs of a label of one rater and a label of the other. */
function chanceCorrected<Label>(
  pairs: readonly (readonly [Label, Label])[],
  disagreement: (first: Label, second: Label) => number,
): Measured {
  const observed = pairs.reduce((sum, [first, second]) => sum + disagreement(first, second), 0);
  const firstCounts = countOf(pairs.map(([first]) => first));
  const secondCounts = countOf(pairs.map(([, second]) => second));
  const share = ratio(observed * pairs.length, sumOverPairs(firstCounts, secondCounts, disagreement));
  return share === null ? null : 1 - share;
}
