import type { AnswerabilityModel } from "../../ports/answerability-model.js";
import type { InferencePool } from "./inference-pool.js";
import { createQuestionScorer } from "./question-scorer.js";

/** answerability-minilm-l12 (33M parameters, int8), trained for this project: data/models/answerability-minilm-l12. */
export function createMiniLmAnswerability(pool: InferencePool): Promise<AnswerabilityModel> {
  return createQuestionScorer(pool, { model: "answerability-minilm-l12", maxTokens: 288 });
}
