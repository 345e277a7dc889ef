import type { Reranker } from "../../src/ports/reranker.js";

/** A cross-encoder that scores each text with `logit`, or fails when `logit` throws; `seen` collects the texts. */
export function createStubReranker(logit: (text: string) => number): Reranker & { seen: string[] } {
  const seen: string[] = [];
  return {
    modelId: "stub@1",
    seen,
    async score(_question, texts) {
      seen.push(...texts);
      return texts.map(logit);
    },
  };
}
