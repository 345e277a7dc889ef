import { auroc, balancedAccuracy, type Confusion, negativeClass } from "./classification.js";
import { mean, type Measured, ratio } from "./mean.js";

/** What became of one question. */
export interface AbstentionRow {
  answerable: boolean;
  abstained: boolean;
  /** The engine's confidence that the evidence answers the question. */
  confidence: number;
}

export interface AbstentionMetrics {
  /** Does confidence tell answerable from unanswerable questions, whatever the threshold? */
  abstentionAuroc: Measured;
  /** Mean of answerable questions answered and unanswerable ones declined. */
  abstentionBalancedAccuracy: Measured;
  /** Share of the abstentions that were right. */
  abstentionPrecision: Measured;
  /** Share of the unanswerable questions that were declined. */
  abstentionRecall: Measured;
  /** Share of the answerable questions that were declined. */
  falseAbstentionRate: Measured;
}

/**
 * How well the engine knows what it cannot answer: answering is the positive decision, answerable the positive class.
 */
export function abstentionMetrics(rows: readonly AbstentionRow[]): AbstentionMetrics {
  const count = (answerable: boolean, abstained: boolean): number =>
    rows.filter((row) => row.answerable === answerable && row.abstained === abstained).length;
  const counts: Confusion = {
    truePositives: count(true, false),
    falseNegatives: count(true, true),
    trueNegatives: count(false, true),
    falsePositives: count(false, false),
  };
  const declined = negativeClass(counts);
  return {
    abstentionAuroc: auroc(rows.map(({ confidence, answerable }) => ({ score: confidence, positive: answerable }))),
    abstentionBalancedAccuracy: balancedAccuracy(counts),
    abstentionPrecision: declined.precision,
    abstentionRecall: declined.recall,
    falseAbstentionRate: ratio(counts.falseNegatives, counts.falseNegatives + counts.truePositives),
  };
}

export type CragOutcome = "right" | "abstained" | "wrong";

const CRAG_POINTS: Record<CragOutcome, number> = { right: 1, abstained: 0, wrong: -1 };

/**
 * CRAG's score, -1..1 (Yang et al., 2024): +1 for a right answer, 0 for none, -1 for a wrong one; the mean over
 * questions.
 */
export function cragScore(outcomes: readonly CragOutcome[]): Measured {
  return mean(outcomes.map((outcome) => CRAG_POINTS[outcome]));
}
