import { LRUCache } from "lru-cache";
import type { Embedder } from "../../ports/embedder.js";
import type { InferencePool } from "./inference-pool.js";
import type { InferenceTask } from "./inference-worker.js";
import { modelId } from "./model-files.js";

const MODEL = "bge-small-en-v1.5";
const QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";
const MAX_TOKENS = 512;
const CACHED_QUERIES = 1_000;
/** 1.5 KB each, and the text. */
const CACHED_PASSAGES = 8_000;

/** bge-small-en-v1.5 (BAAI, 33M parameters, int8): 384 dimensions, CLS pooling, unit length. */
export async function createBgeEmbedder(pool: InferencePool): Promise<Embedder> {
  const { modelsDirectory } = pool;
  const queries = new LRUCache<string, Float32Array>({ max: CACHED_QUERIES });
  // Questions find the same passages again, and each time their sentences are read.
  const passages = new LRUCache<string, Float32Array>({ max: CACHED_PASSAGES });
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
      const cached = queries.get(text);
      if (cached) return cached;
      const [vector] = await pool.runAll([task(QUERY_PREFIX + text)], signal);
      queries.set(text, vector);
      return vector!;
    },
    async embedPassages(texts, signal) {
      const known = new Map(texts.map((text) => [text, passages.get(text)]));
      const missing = [...known.keys()].filter((text) => known.get(text) === undefined);
      const vectors = await pool.runAll(missing.map(task), signal);
      missing.forEach((text, i) => {
        known.set(text, vectors[i]);
        passages.set(text, vectors[i]);
      });
      return texts.map((text) => known.get(text)!);
    },
  };
}
