import { logisticScore } from "../../domain/logistic.js";
import model from "./answerability-model.v2.json" with { type: "json" };
import type { AnswerabilitySignals } from "./signals.js";

/** How much evidence the engine wants before it answers. */
export type Strictness = keyof typeof model.crossEncoder.thresholds;

export interface Answerability {
  /** Calibrated probability, 0..1, that the evidence answers the question. */
  probability: number;
  /** Below this the engine abstains. */
  threshold: number;
}

/** Judges the signals with the model for the profile at hand: with cross-encoder scores, or with vectors alone. */
export function judgeAnswerability(
  signals: AnswerabilitySignals,
  { usedCrossEncoder, strictness }: { usedCrossEncoder: boolean; strictness: Strictness },
): Answerability {
  const chosen = usedCrossEncoder ? model.crossEncoder : model.cosine;
  return { probability: logisticScore(chosen, signals), threshold: chosen.thresholds[strictness] };
}
