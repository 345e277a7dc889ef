import type { SupportModel } from "../../ports/support-model.js";
import type { InferencePool } from "./inference-pool.js";
import { createPairScorer } from "./pair-scorer.js";

/** groundedness-minilm-l6 (22.6M parameters, int8), trained for this project: data/models/groundedness-minilm-l6. */
export async function createMiniLmGroundedness(pool: InferencePool): Promise<SupportModel> {
  const limits = { maxTokens: 288, maxSecondTokens: 80, cachedPairs: 5_000 };
  const { modelId, score } = await createPairScorer(pool, { model: "groundedness-minilm-l6", ...limits });
  return {
    modelId,
    score: (pairs, signal) =>
      score(
        pairs.map(({ evidence, claim }) => ({ first: evidence, second: claim })),
        signal,
      ),
  };
}
