import { type Measured, ratio } from "../metrics/mean.js";
import { difference } from "../statistics/pairs.js";
import { ANSWER_METRICS, type AnswerMetric, answerMetrics } from "./answer-metrics.js";
import type { Comparison } from "./comparisons.js";
import { mapInParallel } from "./map-in-parallel.js";
import { type AgreementWithPeople, measureAgreement } from "./measure-agreement.js";
import type { MeasureOptions } from "./measure-support.js";
import { CRITERIA, type Criterion, type PairJudgement, type PairwiseJudge } from "./pairwise-judge.js";
import type { SupportJudge } from "./support-judge.js";

/** How an automatic judge of answers agrees with people. */
export interface PairsMeasurement {
  /** `claimF1` with a support judge's id, or a pairwise judge's id. */
  judge: string;
  criteria: Record<Criterion, AgreementWithPeople>;
  /** Of a pairwise judge, which is asked in both orders. */
  orders?: Record<Criterion, OrderCounts>;
  missingCalls?: { calls: number; unparseable: number; unanswered: number };
}

/** Pairs by how the two orders agreed. */
export interface OrderCounts {
  consistent: number;
  firstPlace: number;
  secondPlace: number;
  wavering: number;
  missing: number;
  /** Share of the judged pairs in which the same place won twice, and of those in which the orders disagree at all. */
  positionBias: Measured;
  inconsistent: Measured;
}

/** Metrics of each answer against the reference, the second answer's minus the first's as the preference. */
export async function measureAnswerMetrics(
  judge: SupportJudge,
  comparisons: readonly Comparison[],
  { seed, parallel, progress }: MeasureOptions,
): Promise<PairsMeasurement[]> {
  let done = 0;
  const metrics = await mapInParallel(comparisons, parallel, async ({ answers: [first, second], reference }) => {
    const both = [await answerMetrics(first, reference, judge), await answerMetrics(second, reference, judge)] as const;
    progress(judge.id, ++done, comparisons.length);
    return both;
  });
  return ANSWER_METRICS.map((name: AnswerMetric) => {
    const differences = metrics.map(([first, second]) => difference(first[name], second[name]));
    const judgeName = /^(?:claim|support)/.test(name) ? `${name}:${judge.id}` : name;
    return {
      judge: judgeName,
      criteria: byCriterion((criterion) =>
        measureAgreement(comparisons, criterion, differences, { graded: true, seed }),
      ),
    };
  });
}

/** @throws as the judge */
export async function measurePairwise(
  judge: PairwiseJudge,
  comparisons: readonly Comparison[],
  { seed, parallel, progress, signal }: MeasureOptions,
): Promise<PairsMeasurement> {
  let done = 0;
  const results = await mapInParallel(comparisons, parallel, async (comparison) => {
    const result = await judge.compare(comparison, signal);
    progress(judge.id, ++done, comparisons.length);
    return result;
  });
  const sum = (count: (result: (typeof results)[number]) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    judge: judge.id,
    criteria: byCriterion((criterion) => {
      const preferences = results.map(({ criteria }) => criteria[criterion].preference);
      return measureAgreement(comparisons, criterion, preferences, { graded: false, seed });
    }),
    orders: byCriterion((criterion) => countOrders(results.map(({ criteria }) => criteria[criterion]))),
    missingCalls: {
      calls: 2 * results.length,
      unparseable: sum(({ unparseable }) => unparseable),
      unanswered: sum(({ unanswered }) => unanswered),
    },
  };
}

export function countOrders(judgements: readonly PairJudgement[]): OrderCounts {
  const count = (orders: PairJudgement["orders"]) => judgements.filter((one) => one.orders === orders).length;
  const [consistent, firstPlace, secondPlace, wavering, missing] = [
    count("consistent"),
    count("firstPlace"),
    count("secondPlace"),
    count("wavering"),
    count(null),
  ];
  const judged = judgements.length - missing;
  return {
    consistent,
    firstPlace,
    secondPlace,
    wavering,
    missing,
    positionBias: ratio(firstPlace + secondPlace, judged),
    inconsistent: ratio(judged - consistent, judged),
  };
}

function byCriterion<T>(measure: (criterion: Criterion) => T): Record<Criterion, T> {
  return Object.fromEntries(CRITERIA.map((criterion) => [criterion, measure(criterion)])) as Record<Criterion, T>;
}
