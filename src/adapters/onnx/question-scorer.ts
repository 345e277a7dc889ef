import { LRUCache } from "lru-cache";
import type { InferencePool } from "./inference-pool.js";
import { modelId } from "./model-files.js";

export interface QuestionScorer {
  readonly modelId: string;
  score(question: string, texts: string[], signal?: AbortSignal): Promise<number[]>;
}

export interface QuestionScorerOptions {
  /** Folder of the model under data/models. */
  model: string;
  /** Longest input; the question is cut first, the text takes what is left. */
  maxTokens: number;
  maxQuestionTokens: number;
}

const CACHED_PAIRS = 20_000;

/** A cross-encoder that gives each text one logit for a question; pairs scored before are remembered. */
export async function createQuestionScorer(
  pool: InferencePool,
  { model, maxTokens, maxQuestionTokens }: QuestionScorerOptions,
): Promise<QuestionScorer> {
  const { modelsDirectory } = pool;
  const cache = new LRUCache<string, number>({ max: CACHED_PAIRS });
  const key = (question: string, text: string): string => `${question}\u0000${text}`;

  return {
    modelId: await modelId(modelsDirectory, model),
    async score(question, texts, signal) {
      const missing = [...new Set(texts)].filter((text) => !cache.has(key(question, text)));
      const logits = await pool.runAll(
        missing.map((text) => ({
          ...{ kind: "score", modelsDirectory, model, maxTokens },
          ...{ first: question, second: text, maxFirstTokens: maxQuestionTokens },
        })),
        signal,
      );
      const scores = new Map(missing.map((text, i) => [text, logits[i]![0]!]));
      scores.forEach((score, text) => cache.set(key(question, text), score));
      return texts.map((text) => scores.get(text) ?? cache.get(key(question, text))!);
    },
  };
}
