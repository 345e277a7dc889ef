import { mean, type Measured } from "../metrics/mean.js";
import { bootstrapInterval, type Interval } from "../statistics/bootstrap.js";
import { krippendorffAlpha } from "../statistics/krippendorff.js";
import type { Comparison } from "./comparisons.js";
import type { Criterion } from "./pairwise-judge.js";
import {
  AGREEMENT_MEASURES,
  type AgreementMeasure,
  byMeasure,
  type PreferenceAgreement,
  preferenceMeasure,
  tieBandFor,
} from "./preference-agreement.js";

/** A judge's preferences beside those of two raters, by one criterion. */
export interface AgreementWithPeople {
  pairs: number;
  /** Pairs for which the judge has no preference at all. */
  missing: number;
  withEach: [first: PreferenceAgreement, second: PreferenceAgreement];
  /** Mean of the two: what to hold against the people's agreement with each other. */
  withOne: PreferenceAgreement;
  /** With the mean of the two raters' labels, which is less noisy than one. */
  withMean: PreferenceAgreement;
  /** By `withOne.spearman` and so on. */
  intervals: Record<string, Interval>;
}

/** Of the two raters with each other; alpha is Krippendorff's, ordinal, over the five labels. */
export type PeopleAgreement = PreferenceAgreement & {
  pairs: number;
  alpha: Measured;
  intervals: Record<string, Interval>;
};

interface JudgedPair {
  difference: Measured;
  labels: readonly [number, number];
}

const RESAMPLES = 500;

/** @param differences one a comparison, positive for the second answer: graded ones of a metric, or -1, 0, 1 of a judge */
export function measureAgreement(
  comparisons: readonly Comparison[],
  criterion: Criterion,
  differences: readonly Measured[],
  { graded, seed }: { graded: boolean; seed: number },
): AgreementWithPeople {
  const pairs = comparisons.map(({ labels }, i): JudgedPair => ({
    difference: differences[i]!,
    labels: labels[criterion],
  }));
  const labels = pairs.flatMap((pair) => pair.labels);
  const tieShare = labels.filter((label) => label === 0).length / labels.length;
  const tieBand = graded ? tieBandFor(differences, tieShare) : 0;

  const measureWith = (
    measure: AgreementMeasure,
    sample: readonly JudgedPair[],
    labelOf: (pair: JudgedPair) => number,
  ) =>
    preferenceMeasure(
      measure,
      sample.map(({ difference }) => difference),
      sample.map(labelOf),
      tieBand,
    );
  const withRater = (rater: 0 | 1): Statistic<JudgedPair> => {
    return (measure, sample) => measureWith(measure, sample, (pair) => pair.labels[rater]);
  };
  const withOne: Statistic<JudgedPair> = (measure, sample) =>
    mean([withRater(0)(measure, sample), withRater(1)(measure, sample)]);
  const withMean: Statistic<JudgedPair> = (measure, sample) =>
    measureWith(measure, sample, (pair) => (pair.labels[0] + pair.labels[1]) / 2);
  const valuesOf = (statistic: Statistic<JudgedPair>) => byMeasure((measure) => statistic(measure, pairs));
  return {
    pairs: pairs.length,
    missing: pairs.filter(({ difference }) => difference === null).length,
    withEach: [valuesOf(withRater(0)), valuesOf(withRater(1))],
    withOne: valuesOf(withOne),
    withMean: valuesOf(withMean),
    intervals: { ...intervalsOf("withOne.", pairs, withOne, seed), ...intervalsOf("withMean.", pairs, withMean, seed) },
  };
}

/** The two raters held against each other as a judge is held against them. */
export function measurePeople(
  comparisons: readonly Comparison[],
  criterion: Criterion,
  { seed }: { seed: number },
): PeopleAgreement {
  const pairs = comparisons.map(({ labels }) => labels[criterion]);
  const statistic: Statistic<readonly [number, number]> = (measure, sample) => {
    const first = sample.map((labels) => labels[0]);
    const second = sample.map((labels) => labels[1]);
    // Agreement looks at the pairs in which the second of two prefers an answer, so it is taken both ways.
    return mean([preferenceMeasure(measure, first, second, 0), preferenceMeasure(measure, second, first, 0)]);
  };
  return {
    pairs: pairs.length,
    ...byMeasure((measure) => statistic(measure, pairs)),
    alpha: krippendorffAlpha(pairs, "ordinal"),
    intervals: intervalsOf("", pairs, statistic, seed),
  };
}

type Statistic<Row> = (measure: AgreementMeasure, sample: readonly Row[]) => Measured;

function intervalsOf<Row>(
  prefix: string,
  rows: readonly Row[],
  statistic: Statistic<Row>,
  seed: number,
): Record<string, Interval> {
  const intervals: Record<string, Interval> = {};
  for (const measure of AGREEMENT_MEASURES) {
    const options = { seed, resamples: RESAMPLES };
    const interval = bootstrapInterval(rows, (sample) => statistic(measure, sample), options);
    if (interval) intervals[`${prefix}${measure}`] = interval;
  }
  return intervals;
}
