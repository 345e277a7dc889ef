import { cohenKappa } from "../statistics/agreement.js";
import { spearman } from "../statistics/correlation.js";
import { mean, type Measured } from "../metrics/mean.js";

/** How well one list of preferences over the same pairs of answers fits another; positive means the second answer. */
export interface PreferenceAgreement {
  /**
   * Share of the pairs in which people prefer an answer and the judge prefers the same one; a tie of the judge counts
   * half. A coin reaches .5.
   */
  agreement: Measured;
  spearman: Measured;
  /** Cohen's kappa of first, tie, second. */
  kappa: Measured;
}

export const AGREEMENT_MEASURES = ["agreement", "spearman", "kappa"] as const;
export type AgreementMeasure = (typeof AGREEMENT_MEASURES)[number];

/**
 * One measure alone, so that a bootstrap of it computes no other.
 * @param judge differences or preferences; null where the judge gave none
 * @param people labels, -2..2
 * @param tieBand differences of the judge up to this size are ties for kappa
 */
export function preferenceMeasure(
  measure: AgreementMeasure,
  judge: readonly Measured[],
  people: readonly number[],
  tieBand: number,
): Measured {
  switch (measure) {
    case "agreement":
      // Without the band: a small difference still says more than a coin.
      return mean(
        judge.map((difference, index) => {
          const preferred = Math.sign(people[index]!);
          return difference === null || preferred === 0 ? null : (1 + Math.sign(difference) * preferred) / 2;
        }),
      );
    case "spearman":
      return spearman(judge, people);
    case "kappa":
      return cohenKappa(
        judge.map((difference) => {
          if (difference === null) return null;
          return Math.abs(difference) <= tieBand ? 0 : Math.sign(difference);
        }),
        people.map(Math.sign),
      );
  }
}

/** All measures. */
export function byMeasure(value: (measure: AgreementMeasure) => Measured): PreferenceAgreement {
  return { agreement: value("agreement"), spearman: value("spearman"), kappa: value("kappa") };
}

/**
 * The band that makes as many of the differences ties as people call ties: it looks at how often they do, not when. Equal
 * differences are ties together, so there may be more. 0 where people call none.
 */
export function tieBandFor(differences: readonly Measured[], tieShare: number): number {
  const sizes = differences.filter((difference) => difference !== null).map(Math.abs);
  const wanted = Math.round(tieShare * sizes.length);
  return sizes.toSorted((a, b) => a - b)[wanted - 1] ?? 0;
}
