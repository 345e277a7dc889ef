import { seededRandom } from "../statistics/random.js";
import { equalMassBins, expectedCalibrationError } from "./calibration.js";
import type { ScoredLabel } from "./classification.js";
import { mean } from "./mean.js";

/** What a calibration error would be if the scores were the true probabilities: chance alone. */
export interface CalibrationNoise {
  mean: number;
  /** Bounds of the middle 95%. A measured error within them says nothing against the scores. */
  low: number;
  high: number;
}

/**
 * The expected calibration error is biased upwards, most of all where bins are small: with 35 rows in each even true
 * probabilities are some five points off. Draws outcomes from the scores and measures each draw as the rows were
 * ("consistency resampling", Bröcker and Smith, 2007). Null without rows.
 */
export function calibrationNoise(
  rows: readonly ScoredLabel[],
  { draws = 1_000, seed = 11 } = {},
): CalibrationNoise | null {
  if (rows.length === 0) return null;
  const random = seededRandom(seed);
  const errors = Array.from({ length: draws }, () => {
    const drawn = rows.map(({ score }) => ({ score, positive: random() < score }));
    return expectedCalibrationError(equalMassBins(drawn))!;
  }).sort((a, b) => a - b);
  return { mean: mean(errors)!, low: errors[Math.floor(0.025 * draws)]!, high: errors[Math.ceil(0.975 * draws) - 1]! };
}
