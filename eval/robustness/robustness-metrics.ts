import type { Curve, CurvePoint } from "../metrics/curve.js";
import { mean } from "../metrics/mean.js";
import { meanScore, type Metric } from "../suites/suite.js";
import { NOISE_SHARES } from "./noise.js";
import { PERTURBATIONS } from "./perturbations.js";
import type { RobustnessRow } from "./robustness-row.js";

const NOISY = NOISE_SHARES.map((share) => `noise${share}`);
const CHANGED = [...Object.keys(PERTURBATIONS), ...NOISY.slice(1)];

/** Means over the questions that have the variant; a drop is of the same questions before and after. */
export const ROBUSTNESS_METRICS: Record<string, Metric<RobustnessRow>> = {
  ...named("answerRecall", ["clean", ...Object.keys(PERTURBATIONS), ...NOISY], "higher"),
  ...named("recallDrop", CHANGED, "lower"),
  noiseSlope: meanScore("noiseSlope", "higher"),
  ...named("sourceOverlap", CHANGED, "higher"),
  ...named("abstentionFlips", CHANGED, "lower"),
  "abstentionRate[clean]": meanScore("abstained[clean]", null),
};

function named(score: string, variants: string[], better: "higher" | "lower"): Record<string, Metric<RobustnessRow>> {
  return Object.fromEntries(
    variants.map((variant) => [`${score}[${variant}]`, meanScore(`${score}[${variant}]`, better)]),
  );
}

/** Recall against the share of noise. */
export function noiseCurve(rows: readonly RobustnessRow[]): Curve {
  const places = NOISE_SHARES.map((share) => ({ x: share, variant: `noise${share}` }));
  return recallCurve("noise", "share of noise among the passages", rows, places);
}

/** Recall against the number of slips. */
export function typoCurve(rows: readonly RobustnessRow[]): Curve {
  const places = ["clean", "typo1", "typo2"].map((variant, x) => ({ x, variant }));
  return recallCurve("typos", "words with a typo", rows, places);
}

/** Mean recall at each place, over the questions measured at all of them. */
function recallCurve(
  name: string,
  x: string,
  rows: readonly RobustnessRow[],
  places: readonly { x: number; variant: string }[],
): Curve {
  const recall = (row: RobustnessRow, variant: string) => row.scores[`answerRecall[${variant}]`] ?? null;
  const complete = rows.filter((row) => places.every(({ variant }) => recall(row, variant) !== null));
  const points = places.flatMap(({ x, variant }): CurvePoint[] => {
    const y = mean(complete.map((row) => recall(row, variant)));
    return y === null ? [] : [{ x, y, n: complete.length }];
  });
  return { name, axes: { x, y: "answer recall" }, points };
}
