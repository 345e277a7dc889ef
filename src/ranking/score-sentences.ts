import type { Evidence } from "../domain/candidate.js";
import { logistic } from "../domain/logistic.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import model from "./sentence-model.v1.json" with { type: "json" };
import { readSentences, type SentenceReaderParts, type SentenceSignals } from "./sentence-signals.js";

export interface SentenceScorerOptions {
  /** Passages, from the top, whose sentences are scored. */
  passages: number;
  /** Time limit of the cross-encoder; null leaves it out. */
  crossEncoderSignal: AbortSignal | null;
  run: Run;
}

/** Reads the best passages closely: each of their sentences gets a score as an answer to the question, 0..1. */
export async function scoreSentences(
  plan: SearchPlan,
  evidence: Evidence[],
  parts: SentenceReaderParts,
  { passages, ...options }: SentenceScorerOptions,
): Promise<Evidence[]> {
  const read = await readSentences(plan.standaloneQuestion, evidence.slice(0, passages), parts, options);
  return evidence.map((item, i) => ({
    ...item,
    sentences: (read[i] ?? []).map(({ signals, ...sentence }) => ({ ...sentence, score: sentenceScore(signals) })),
  }));
}

/** Logistic model of the signals; coefficients fitted by scripts/fit/fit-sentence-model.ts. */
export function sentenceScore({ relevance, cosine, coverage, passage }: SentenceSignals): number {
  const { bias, weights } = relevance === null ? model.cosine : model.crossEncoder;
  const logit =
    bias +
    weights.relevance * (relevance ?? 0) +
    weights.cosine * (cosine ?? model.typicalCosine) +
    weights.coverage * coverage +
    weights.passage * passage;
  return logistic(logit);
}
