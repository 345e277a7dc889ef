import type { LanguageModel } from "./compose-language-model.js";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmbeddedIndex, type EmbeddedIndex } from "./adapters/embedded/passage-index.js";
import type { PassageSource } from "./adapters/embedded/passage-source.js";
import { createSegmentCache, snapshotKey } from "./adapters/embedded/segment-cache.js";
import { type SnapshotKey, verifySnapshot } from "./adapters/embedded/snapshot.js";
import { openStore, type Store } from "./adapters/embedded/store.js";
import { createBgeEmbedder } from "./adapters/onnx/bge-embedder.js";
import { createInferencePool } from "./adapters/onnx/inference-pool.js";
import { createMiniLmAnswerability } from "./adapters/onnx/minilm-answerability.js";
import { createMiniLmGroundedness } from "./adapters/onnx/minilm-groundedness.js";
import { createVocabularyLexicon } from "./adapters/onnx/vocabulary-lexicon.js";
import { createMiniLmReranker } from "./adapters/onnx/minilm-reranker.js";
import type { AnswerabilityModel } from "./ports/answerability-model.js";
import type { Embedder } from "./ports/embedder.js";
import type { Reranker } from "./ports/reranker.js";
import type { SupportModel } from "./ports/support-model.js";

const MODELS_DIRECTORY = fileURLToPath(new URL("../data/models", import.meta.url));

/** Frequent English words: those that the embedder's tokenizer knows whole. */
export const LEXICON = createVocabularyLexicon(MODELS_DIRECTORY, "bge-small-en-v1.5");

/** The models in the box, in worker threads. */
export interface Models {
  embedder: Embedder;
  reranker: Reranker;
  supportModel: SupportModel;
  answerabilityModel: AnswerabilityModel;
  /** Writes answers and helps to understand questions, where one is configured. */
  language?: LanguageModel | null;
  close(): Promise<void>;
}

export async function openModels(): Promise<Models> {
  const pool = createInferencePool({ modelsDirectory: MODELS_DIRECTORY });
  const [embedder, reranker, supportModel, answerabilityModel] = await Promise.all([
    createBgeEmbedder(pool),
    createMiniLmReranker(pool),
    createMiniLmGroundedness(pool),
    createMiniLmAnswerability(pool),
  ]);
  return { embedder, reranker, supportModel, answerabilityModel, close: pool.close };
}

/** Weights of title, headings and body, and BM25's own knobs. */
export const INDEX_SETTINGS = { bm25: { k1: 1.2, b: 0.75 }, fieldWeights: [3, 1, 1] };

export function createIndex(source: PassageSource, dimension: number): EmbeddedIndex {
  return createEmbeddedIndex(source, dimension, INDEX_SETTINGS);
}

/** The same, with a search cache in the index folder: written once the index is large, read at the next start. */
export function createCachedIndex(store: Store, directory: string, space: EmbeddingSpace): EmbeddedIndex {
  const cache = createSegmentCache(searchCachePath(directory), searchCacheKey(store, space));
  return createEmbeddedIndex(store, space.dimension, INDEX_SETTINGS, cache);
}

export type EmbeddingSpace = Pick<Embedder, "modelId" | "dimension">;

/** Opens a stored index for reading. @throws FootnoteError INDEX_MISSING, INDEX_CORRUPT, INDEX_MODEL_MISMATCH */
export function openIndex(
  directory: string,
  space: EmbeddingSpace,
): { store: Store; index: EmbeddedIndex; close(): void } {
  const store = openStore(directory, { create: false, embeddingModel: space.modelId, dimension: space.dimension });
  const index = createCachedIndex(store, directory, space);
  return {
    store,
    index,
    close() {
      index.close();
      store.close();
    },
  };
}

/** What is wrong with the search cache of an index, one sentence a finding. */
export function verifySearchCache(store: Store, directory: string, space: EmbeddingSpace): Promise<string[]> {
  return verifySnapshot(searchCachePath(directory), searchCacheKey(store, space), store.version());
}

function searchCacheKey(store: Store, { modelId, dimension }: EmbeddingSpace): SnapshotKey {
  return snapshotKey(store, { embeddingModel: modelId, dimension, ...INDEX_SETTINGS });
}

export function searchCachePath(directory: string): string {
  return join(directory, "search.cache");
}

export async function closeOnFailure<T>(models: Models, open: () => T): Promise<T> {
  try {
    return open();
  } catch (error) {
    await models.close();
    throw error;
  }
}
