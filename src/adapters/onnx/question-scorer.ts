import type { InferencePool } from "./inference-pool.js";
import { createPairScorer } from "./pair-scorer.js";

export interface QuestionScorer {
  readonly modelId: string;
  score(question: string, texts: string[], signal?: AbortSignal): Promise<number[]>;
}

const MAX_QUESTION_TOKENS = 64;
const CACHED_PAIRS = 20_000;

/** A cross-encoder that gives each text one logit for a question; the question is cut first. */
export async function createQuestionScorer(
  pool: InferencePool,
  options: { model: string; maxTokens: number },
): Promise<QuestionScorer> {
  const limits = { maxFirstTokens: MAX_QUESTION_TOKENS, cachedPairs: CACHED_PAIRS };
  const { modelId, score } = await createPairScorer(pool, { ...options, ...limits });
  return {
    modelId,
    score: (question, texts, signal) =>
      score(
        texts.map((text) => ({ first: question, second: text })),
        signal,
      ),
  };
}
