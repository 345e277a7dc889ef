import { LRUCache } from "lru-cache";
import type { Reranker } from "../../ports/reranker.js";
import type { InferencePool } from "./inference-pool.js";
import { modelId } from "./model-files.js";

const MODEL = "ms-marco-MiniLM-L-12-v2";
const MAX_TOKENS = 384;
const MAX_QUESTION_TOKENS = 64;
const CACHED_PAIRS = 20_000;

/** ms-marco-MiniLM-L-12-v2 (33M parameters, int8), a cross-encoder trained on MS MARCO passages. */
export async function createMiniLmReranker(pool: InferencePool): Promise<Reranker> {
  const { modelsDirectory } = pool;
  const cache = new LRUCache<string, number>({ max: CACHED_PAIRS });
  const key = (question: string, text: string): string => `${question}\u0000${text}`;

  return {
    modelId: await modelId(modelsDirectory, MODEL),
    async score(question, texts, signal) {
      const missing = [...new Set(texts)].filter((text) => !cache.has(key(question, text)));
      const logits = await pool.runAll(
        missing.map((text) => ({
          ...{ kind: "score", modelsDirectory, model: MODEL, maxTokens: MAX_TOKENS },
          ...{ first: question, second: text, maxFirstTokens: MAX_QUESTION_TOKENS },
        })),
        signal,
      );
      const scores = new Map(missing.map((text, i) => [text, logits[i]![0]!]));
      scores.forEach((score, text) => cache.set(key(question, text), score));
      return texts.map((text) => scores.get(text) ?? cache.get(key(question, text))!);
    },
  };
}
