import { LRUCache } from "lru-cache";
import type { InferencePool } from "./inference-pool.js";
import type { PairTask } from "./inference-worker.js";
import { modelId } from "./model-files.js";

export type TextPair = Pick<PairTask, "first" | "second">;

export interface PairScorerOptions extends Pick<PairTask, "maxFirstTokens" | "maxSecondTokens"> {
  /** Folder of the model under data/models. */
  model: string;
  /** Longest input, special tokens included. */
  maxTokens: number;
  /** How many pairs are remembered. */
  cachedPairs: number;
}

export interface PairScorer {
  readonly modelId: string;
  /** One logit a pair, in order. */
  score(pairs: TextPair[], signal?: AbortSignal): Promise<number[]>;
}

/** A cross-encoder that reads two texts together; pairs scored before are remembered. */
export async function createPairScorer(
  pool: InferencePool,
  { model, cachedPairs, ...limits }: PairScorerOptions,
): Promise<PairScorer> {
  const { modelsDirectory } = pool;
  const cache = new LRUCache<string, number>({ max: cachedPairs });
  const key = ({ first, second }: TextPair): string => `${first}\u0000${second}`;

  return {
    modelId: await modelId(modelsDirectory, model),
    async score(pairs, signal) {
      const distinct = new Map(pairs.map((pair) => [key(pair), pair]));
      const missing = [...distinct].filter(([id]) => !cache.has(id));
      const logits = await pool.runAll(
        missing.map(([, { first, second }]) => ({ kind: "score", modelsDirectory, model, ...limits, first, second })),
        signal,
      );
      const scores = new Map(missing.map(([id], i) => [id, logits[i]![0]!]));
      scores.forEach((score, id) => cache.set(id, score));
      return pairs.map((pair) => scores.get(key(pair)) ?? cache.get(key(pair))!);
    },
  };
}
