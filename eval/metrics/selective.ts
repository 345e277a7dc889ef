import type { Measured } from "./mean.js";

/** One answer the engine could give or withhold. */
export interface SelectiveRow {
  confidence: number;
  /** Harm if it is given: 0 right, 1 wrong, or anything between. */
  risk: number;
}

/** What answering only at or above `confidence` would mean. */
export interface RiskCoveragePoint {
  confidence: number;
  /** Share of the rows that are answered. */
  coverage: number;
  /** Mean risk of those. */
  risk: number;
}

/**
 * Risk against coverage, one point for each confidence seen, highest first (El-Yaniv and Wiener, 2010). Rows of one
 * confidence cannot be told apart by any threshold and enter together.
 */
export function riskCoverageCurve(rows: readonly SelectiveRow[]): RiskCoveragePoint[] {
  const ordered = rows.toSorted((a, b) => b.confidence - a.confidence);
  const points: RiskCoveragePoint[] = [];
  let riskSum = 0;
  for (const [index, { confidence, risk }] of ordered.entries()) {
    riskSum += risk;
    if (ordered[index + 1]?.confidence === confidence) continue;
    points.push({ confidence, coverage: (index + 1) / rows.length, risk: riskSum / (index + 1) });
  }
  return points;
}

/**
 * Area under the risk-coverage curve (AURC; Geifman, Uziel and El-Yaniv, 2019): the mean, over rows, of the risk at
 * that row's confidence. 0 is perfect; a confidence that says nothing gives the risk of answering everything.
 */
export function riskCoverageArea(rows: readonly SelectiveRow[]): Measured {
  let area = 0;
  let covered = 0;
  for (const { coverage, risk } of riskCoverageCurve(rows)) {
    area += risk * (coverage - covered);
    covered = coverage;
  }
  return rows.length === 0 ? null : area;
}
