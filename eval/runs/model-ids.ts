import type { Models } from "../../src/compose.js";

/** What names the models a run's figures depend on. */
export function modelIds({ embedder, reranker, supportModel, answerabilityModel, language }: Models): string[] {
  const writing = language ? [...new Set([language.writer, language.helper])] : [];
  return [embedder, reranker, supportModel, answerabilityModel, ...writing].map(({ modelId }) => modelId);
}
