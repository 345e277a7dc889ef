import type { Models } from "../../src/compose.js";

/** What names the models a run's figures depend on. */
export function modelIds({ embedder, reranker, supportModel, answerabilityModel }: Models): string[] {
  return [embedder, reranker, supportModel, answerabilityModel].map(({ modelId }) => modelId);
}
