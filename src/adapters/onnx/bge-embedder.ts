import { LRUCache } from "lru-cache";
import type { Embedder } from "../../ports/embedder.js";
import type { InferencePool } from "./inference-pool.js";
import type { InferenceTask } from "./inference-worker.js";
import { modelId } from "./model-files.js";

const MODEL = "bge-small-en-v1.5";
const QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";
const MAX_TOKENS = 512;
const CACHED_QUERIES = 1_000;

/** bge-small-en-v1.5 (BAAI, 33M parameters, int8): 384 dimensions, CLS pooling, unit length. */
export async function createBgeEmbedder(pool: InferencePool): Promise<Embedder> {
  const { modelsDirectory } = pool;
  const cache = new LRUCache<string, Float32Array>({ max: CACHED_QUERIES });
  const task = (text: string): InferenceTask => ({
    kind: "embed",
    modelsDirectory,
    model: MODEL,
    maxTokens: MAX_TOKENS,
    text,
  });

  return {
    modelId: await modelId(modelsDirectory, MODEL),
    dimension: 384,
    async embedQuery(text, signal) {
      const cached = cache.get(text);
      if (cached) return cached;
      const [vector] = await pool.runAll([task(QUERY_PREFIX + text)], signal);
      cache.set(text, vector);
      return vector!;
    },
    embedPassages: (texts, signal) => pool.runAll(texts.map(task), signal),
  };
}
