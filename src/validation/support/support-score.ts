import { logisticScore } from "../../domain/logistic.js";
import type { WordSignals } from "./compare-claim.js";
import model from "./support-model.v2.json" with { type: "json" };

/** What the support model of data/models says, in log-odds. */
export interface ModelSignals {
  /** Of the sentences that cover the claim best, wherever they stand. */
  selected: number;
  /** Of the best one to three neighbouring sentences. */
  window: number;
}

/** From here a claim counts as supported; one threshold for all domains, chosen with the coefficients. */
export const SUPPORT_THRESHOLD = model.threshold;
/** Share of the threshold that a score may have at most where something speaks against it. */
export const REFUTED_SHARE = 0.6;
/** The same where no support model can be asked. */
export const LEXICAL_THRESHOLD = model.lexicalThreshold;

/** Calibrated probability, 0..1, that a claim is supported: logistic regression, fitted by scripts/fit/fit-support-model.ts. */
export function supportScore(words: WordSignals, model_: ModelSignals): number {
  return logisticScore(model.withModel, { ...words, ...model_ });
}

/** The same by words alone. */
export function lexicalScore(words: WordSignals): number {
  return logisticScore(model.wordsOnly, words);
}
