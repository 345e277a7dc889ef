import type { ClaimRow } from "../data/claims.js";
import {
  auroc,
  balancedAccuracy,
  confusionAt,
  negativeClass,
  positiveClass,
  type ScoredLabel,
} from "../metrics/classification.js";
import type { Measured } from "../metrics/mean.js";
import type { Progress } from "../progress.js";
import { bootstrapInterval, type Interval } from "../statistics/bootstrap.js";
import { mapInParallel } from "./map-in-parallel.js";
import type { SupportJudge } from "./support-judge.js";

/** How well a judge tells supported claims from others that people labelled. */
export interface SupportMeasurement {
  judge: string;
  threshold: number;
  /** Claims asked about; metrics are over those with a score. */
  n: number;
  supported: number;
  missing: { unparseable: number; unanswered: number };
  /**
   * Of the decision "score at or above the threshold"; those of the verdict "supported", which hard checks of numbers,
   * names and negation can withhold from a high score, begin with `verdict.`.
   */
  metrics: Record<string, Measured>;
  intervals: Record<string, Interval>;
}

export interface MeasureOptions {
  seed: number;
  /** Judgements at a time. */
  parallel: number;
  progress: Progress;
  signal?: AbortSignal;
}

type Sample = readonly { byScore: ScoredLabel; byVerdict: ScoredLabel }[];

const RESAMPLES = 500;

/** @throws as the judge */
export async function measureSupport(
  judge: SupportJudge,
  claims: readonly ClaimRow[],
  { seed, parallel, progress, signal }: MeasureOptions,
): Promise<SupportMeasurement> {
  let done = 0;
  const judgements = await mapInParallel(claims, parallel, async ({ claim, evidence }) => {
    const judgement = await judge.support(claim, evidence, signal);
    progress(judge.id, ++done, claims.length);
    return judgement;
  });
  const sample = judgements.flatMap(({ score, verdict }, index) => {
    const positive = claims[index]!.label === "supported";
    if (score === null) return [];
    return [{ byScore: { score, positive }, byVerdict: { score: Number(verdict === "supported"), positive } }];
  });
  const metrics: Record<string, Measured> = {};
  const intervals: Record<string, Interval> = {};
  for (const [name, statistic] of Object.entries(statistics(judge.threshold))) {
    metrics[name] = statistic(sample);
    const interval = bootstrapInterval(sample, statistic, { seed, resamples: RESAMPLES });
    if (interval) intervals[name] = interval;
  }
  const missing = (why: string) => judgements.filter((judgement) => judgement.missing === why).length;
  return {
    judge: judge.id,
    threshold: judge.threshold,
    n: claims.length,
    supported: claims.filter(({ label }) => label === "supported").length,
    missing: { unparseable: missing("unparseable"), unanswered: missing("unanswered") },
    metrics,
    intervals,
  };
}

function statistics(threshold: number): Record<string, (sample: Sample) => Measured> {
  const byScore = (sample: Sample) =>
    confusionAt(
      sample.map((row) => row.byScore),
      threshold,
    );
  const byVerdict = (sample: Sample) =>
    confusionAt(
      sample.map((row) => row.byVerdict),
      1,
    );
  return {
    auroc: (sample) => auroc(sample.map((row) => row.byScore)),
    balancedAccuracy: (sample) => balancedAccuracy(byScore(sample)),
    precision: (sample) => positiveClass(byScore(sample)).precision,
    recall: (sample) => positiveClass(byScore(sample)).recall,
    specificity: (sample) => negativeClass(byScore(sample)).recall,
    "verdict.balancedAccuracy": (sample) => balancedAccuracy(byVerdict(sample)),
    "verdict.precision": (sample) => positiveClass(byVerdict(sample)).precision,
    "verdict.recall": (sample) => positiveClass(byVerdict(sample)).recall,
    "verdict.specificity": (sample) => negativeClass(byVerdict(sample)).recall,
  };
}
