import { type Measured, ratio } from "./mean.js";

/** One decision to judge: a finite score, higher for more positive, and the truth. */
export interface ScoredLabel {
  score: number;
  positive: boolean;
}

/** Counts of decisions by truth. */
export interface Confusion {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

/** Counts when scores at or above the threshold are called positive. */
export function confusionAt(rows: readonly ScoredLabel[], threshold: number): Confusion {
  const counts: Confusion = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (const { score, positive } of rows) {
    if (score >= threshold) counts[positive ? "truePositives" : "falsePositives"]++;
    else counts[positive ? "falseNegatives" : "trueNegatives"]++;
  }
  return counts;
}

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Mann and Whitney,
 * 1947; Hanley and McNeil, 1982). Null when a class is missing.
 */
export function auroc(rows: readonly ScoredLabel[]): Measured {
  const ordered = rows.toSorted((a, b) => a.score - b.score);
  let positives = 0;
  let negatives = 0;
  let wins = 0;
  const tied = { positives: 0, negatives: 0 };
  for (const [index, { score, positive }] of ordered.entries()) {
    tied[positive ? "positives" : "negatives"]++;
    if (ordered[index + 1]?.score === score) continue;
    wins += tied.positives * (negatives + tied.negatives / 2);
    positives += tied.positives;
    negatives += tied.negatives;
    tied.positives = tied.negatives = 0;
  }
  return ratio(wins, positives * negatives);
}

/** Mean of the shares of positives and of negatives that are recognised. Null when a class is missing. */
export function balancedAccuracy(counts: Confusion): Measured {
  const sensitivity = ratio(counts.truePositives, counts.truePositives + counts.falseNegatives);
  const specificity = ratio(counts.trueNegatives, counts.trueNegatives + counts.falsePositives);
  return sensitivity === null || specificity === null ? null : (sensitivity + specificity) / 2;
}

export interface ClassScores {
  /** Null when the class was never called. */
  precision: Measured;
  /** Null, as is F1, when the class does not occur. */
  recall: Measured;
  f1: Measured;
}

/** Precision, recall and F1 of the positive class (van Rijsbergen, 1979: F1 is their harmonic mean). */
export function positiveClass({ truePositives, falsePositives, falseNegatives }: Confusion): ClassScores {
  const actual = truePositives + falseNegatives;
  return {
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, actual),
    f1: actual === 0 ? null : (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
  };
}

/** The same for the negative class. */
export function negativeClass(counts: Confusion): ClassScores {
  return positiveClass({
    truePositives: counts.trueNegatives,
    falsePositives: counts.falseNegatives,
    trueNegatives: counts.truePositives,
    falseNegatives: counts.falsePositives,
  });
}

/** Unweighted mean of the two classes' F1. Null when a class is missing. */
export function macroF1(counts: Confusion): Measured {
  const positive = positiveClass(counts).f1;
  const negative = negativeClass(counts).f1;
  return positive === null || negative === null ? null : (positive + negative) / 2;
}

/**
 * Precision of the negative class if its share among all rows were `baseRate`, 0..1, by Bayes' rule from the rates at
 * which negatives and positives are called negative. What a detector of rare errors is worth. Null when a class is
 * missing or nothing is called negative.
 */
export function negativePrecisionAtBaseRate(counts: Confusion, baseRate: number): Measured {
  const hitRate = negativeClass(counts).recall;
  const sensitivity = positiveClass(counts).recall;
  if (hitRate === null || sensitivity === null) return null;
  const hits = baseRate * hitRate;
  return ratio(hits, hits + (1 - baseRate) * (1 - sensitivity));
}

/**
 * The threshold among the observed scores with the highest measure, the highest such one on ties. To choose on
 * development data: the value found is optimistic there. Null when the measure has no value at any threshold.
 */
export function bestThreshold(
  rows: readonly ScoredLabel[],
  measure: (counts: Confusion) => Measured,
): { threshold: number; value: number } | null {
  const ordered = rows.toSorted((a, b) => b.score - a.score);
  const counts = confusionAt(rows, Infinity);
  let best: { threshold: number; value: number } | null = null;
  for (const [index, { score, positive }] of ordered.entries()) {
    counts[positive ? "truePositives" : "falsePositives"]++;
    counts[positive ? "falseNegatives" : "trueNegatives"]--;
    if (ordered[index + 1]?.score === score) continue;
    const value = measure(counts);
    if (value !== null && (best === null || value > best.value)) best = { threshold: score, value };
  }
  return best;
}
