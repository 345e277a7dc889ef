import type { Reranker } from "../../ports/reranker.js";
import type { InferencePool } from "./inference-pool.js";
import { createQuestionScorer } from "./question-scorer.js";

/** ms-marco-MiniLM-L-12-v2 (33M parameters, int8), a cross-encoder trained on MS MARCO passages. */
export function createMiniLmReranker(pool: InferencePool): Promise<Reranker> {
  return createQuestionScorer(pool, { model: "ms-marco-MiniLM-L-12-v2", maxTokens: 384 });
}
