import { LRUCache } from "lru-cache";
import type { SupportModel, SupportPair } from "../../ports/support-model.js";
import type { InferencePool } from "./inference-pool.js";
import { modelId } from "./model-files.js";

const MODEL = "groundedness-minilm-l6";
const MAX_TOKENS = 288;
const MAX_CLAIM_TOKENS = 80;
const CACHED_PAIRS = 5_000;

/** groundedness-minilm-l6 (22.6M parameters, int8), trained for this project: data/models/groundedness-minilm-l6. */
export async function createMiniLmGroundedness(pool: InferencePool): Promise<SupportModel> {
  const { modelsDirectory } = pool;
  const cache = new LRUCache<string, number>({ max: CACHED_PAIRS });
  const key = ({ evidence, claim }: SupportPair): string => `${claim}\u0000${evidence}`;

  return {
    modelId: await modelId(modelsDirectory, MODEL),
    async score(pairs, signal) {
      const missing = [...new Map(pairs.map((pair) => [key(pair), pair])).values()].filter(
        (pair) => !cache.has(key(pair)),
      );
      const logits = await pool.runAll(
        missing.map(({ evidence, claim }) => ({
          ...{ kind: "score", modelsDirectory, model: MODEL, maxTokens: MAX_TOKENS },
          ...{ first: evidence, second: claim, maxSecondTokens: MAX_CLAIM_TOKENS },
        })),
        signal,
      );
      const scores = new Map(missing.map((pair, i) => [key(pair), logits[i]![0]!]));
      scores.forEach((score, pair) => cache.set(pair, score));
      return pairs.map((pair) => scores.get(key(pair)) ?? cache.get(key(pair))!);
    },
  };
}
