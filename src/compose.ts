import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createConversationStore } from "./adapters/embedded/conversation-store.js";
import { createEmbeddingCache } from "./adapters/embedded/embedding-cache.js";
import { createEmbeddedIndex, type EmbeddedIndex } from "./adapters/embedded/passage-index.js";
import type { PassageSource } from "./adapters/embedded/passage-source.js";
import { createSegmentCache, MIN_CACHED_PASSAGES, snapshotKey } from "./adapters/embedded/segment-cache.js";
import { type SnapshotKey, verifySnapshot } from "./adapters/embedded/snapshot.js";
import { openStore, type Store } from "./adapters/embedded/store.js";
import { createTraceStore } from "./adapters/embedded/trace-store.js";
import { createExtractiveGenerator } from "./adapters/extractive/extractive-generator.js";
import { createBgeEmbedder } from "./adapters/onnx/bge-embedder.js";
import { createInferencePool } from "./adapters/onnx/inference-pool.js";
import { createMiniLmAnswerability } from "./adapters/onnx/minilm-answerability.js";
import { createMiniLmGroundedness } from "./adapters/onnx/minilm-groundedness.js";
import { createMiniLmReranker } from "./adapters/onnx/minilm-reranker.js";
import type { Stages } from "./answer-engine.js";
import { createAnswerable } from "./answerable.js";
import { createAsk } from "./ask.js";
import { checkAnswer } from "./check-answer.js";
import { createConversations } from "./conversation/conversations.js";
import { createExplainSearch, explainDocument } from "./explain-search.js";
import { fetchText } from "./fetch-text.js";
import type { Footnote } from "./footnote.js";
import { createGenerate } from "./generation/generate.js";
import { createIngest, type IngestOptions, type IngestReport } from "./ingest/ingest.js";
import { unattendedRun } from "./domain/run.js";
import type { AnswerabilityModel } from "./ports/answerability-model.js";
import type { Embedder } from "./ports/embedder.js";
import type { PassageIndex } from "./ports/passage-index.js";
import type { Reranker } from "./ports/reranker.js";
import type { SupportModel } from "./ports/support-model.js";
import { DEFAULT_PROFILE, type PipelineSettings, profileSettings } from "./profiles.js";
import { createRank } from "./ranking/rank.js";
import { createRelate } from "./related/relate.js";
import { createRetrieve } from "./retrieval/retrieve.js";
import type { TraceStore } from "./tracing/trace.js";
import { createUnderstand } from "./understanding/understand.js";
import { createClaimChecker } from "./validation/check-claim.js";
import { createValidate } from "./validation/validate.js";

const MODELS_DIRECTORY = fileURLToPath(new URL("../data/models", import.meta.url));

export type { AskOptions, Explanation, FetchedText, Footnote, IndexInfo } from "./footnote.js";

/** The models in the box, in worker threads. */
export interface Models {
  embedder: Embedder;
  reranker: Reranker;
  supportModel: SupportModel;
  answerabilityModel: AnswerabilityModel;
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
function createCachedIndex(store: Store, directory: string, space: EmbeddingSpace): EmbeddedIndex {
  const cache = createSegmentCache(searchCachePath(directory), searchCacheKey(store, space));
  return createEmbeddedIndex(store, space.dimension, INDEX_SETTINGS, cache);
}

type EmbeddingSpace = Pick<Embedder, "modelId" | "dimension">;

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

/** The five stages over an index and models, with the given settings. */
export function createStages(
  { index, embedder, reranker, supportModel, answerabilityModel }: Omit<Models, "close"> & { index: PassageIndex },
  settings: PipelineSettings,
): Stages {
  return {
    understand: createUnderstand(settings.understanding),
    retrieve: createRetrieve({ index, embedder }, settings.retrieval),
    rank: createRank({ index, embedder, reranker }, settings.ranking),
    generate: createGenerate(createExtractiveGenerator(settings.extraction)),
    validate: createValidate({ index, supportModel, answerabilityModel }, settings.validation),
  };
}

/** The stages, and related questions after them: what has been looked up for those is remembered from answer to answer. */
function relatingStages(parts: Parameters<typeof createStages>[0]): (settings: PipelineSettings) => Stages {
  const relates = new Map<PipelineSettings, Stages["relate"]>();
  return (settings) => {
    const answerable = createAnswerable(parts, settings);
    const relate = relates.get(settings) ?? createRelate({ index: parts.index, answerable }, settings.related);
    relates.set(settings, relate);
    return { ...createStages(parts, settings), relate };
  };
}

export function openTraces(indexDirectory: string): TraceStore {
  return createTraceStore(join(indexDirectory, "traces.sqlite"));
}

/** An index opened for questions, every answer traced. @throws FootnoteError when index or models cannot be opened */
export async function openFootnote(
  indexDirectory: string,
  traces: Pick<TraceStore, "save"> & Partial<Pick<TraceStore, "remove">>,
  onDefect?: (error: unknown) => void,
): Promise<Footnote> {
  const models = await openModels();
  const opened = await closeOnFailure(models, () => openIndex(indexDirectory, models.embedder));
  const { embedder, reranker, supportModel, answerabilityModel } = models;
  const parts = { index: opened.index, embedder, reranker, supportModel, answerabilityModel };
  const conversationStore = createConversationStore(join(indexDirectory, "conversations.sqlite"));
  const conversations = createConversations(conversationStore, onDefect);
  const stagesOf = (profile: string): Stages => createStages(parts, profileSettings(profile));

  return {
    ask: createAsk({ stages: relatingStages(parts), conversations, traces, onDefect }),

    async search(query, { profile = DEFAULT_PROFILE, signal = new AbortController().signal, limit = 10 } = {}) {
      const stages = stagesOf(profile);
      const run = unattendedRun(signal);
      const plan = await stages.understand({ text: query, history: [] }, run);
      const candidates = await stages.retrieve(plan, run);
      return { plan, results: (await stages.rank(plan, candidates, run)).slice(0, limit) };
    },

    async explain(query, { profile = DEFAULT_PROFILE, signal = new AbortController().signal, why } = {}) {
      const settings = profileSettings(profile);
      const plan = await stagesOf(profile).understand({ text: query, history: [] }, unattendedRun(signal));
      const explain = createExplainSearch(parts, settings);
      if (why === undefined) return { search: (await explain(plan, signal)).search, document: null };
      const ids = [...(await opened.store.contentHashes()).keys()];
      return explainDocument(explain, plan, why, ids, await opened.store.duplicates(), signal);
    },

    fetch: async (id) => fetchText(opened.store, id),

    check: (text, sources, signal) => checkAnswer(createClaimChecker(supportModel), text, sources, signal),

    async deleteConversation(id) {
      await traces.remove?.(await conversations.remove(id));
    },

    info: async () => opened.store.info(),

    warmUp: () => opened.index.warmUp(),

    async close() {
      opened.close();
      await conversationStore.close();
      await models.close();
    },
  };
}

async function closeOnFailure<T>(models: Models, open: () => T): Promise<T> {
  try {
    return open();
  } catch (error) {
    await models.close();
    throw error;
  }
}

/** What an ingest did, and how fast. */
export interface IngestSummary extends IngestReport {
  /** Passages whose text had been embedded before. */
  cachedEmbeddings: number;
  passagesPerSecond: number;
}

export interface OpenedIngest {
  ingest(paths: string[], options: IngestOptions): Promise<IngestSummary>;
  close(): Promise<void>;
}

/** Opens an index for writing, making it when there is none. @throws FootnoteError INDEX_LOCKED while another writes */
export async function openIngest(indexDirectory: string): Promise<OpenedIngest> {
  const models = await openModels();
  const { modelId, dimension } = models.embedder;
  const store = await closeOnFailure(models, () =>
    openStore(indexDirectory, { create: true, embeddingModel: modelId, dimension }),
  );
  const embedder = createEmbeddingCache(models.embedder, join(indexDirectory, "embeddings.sqlite"));
  const ingest = createIngest({ store, embedder });
  return {
    async ingest(paths, options) {
      const formerHits = embedder.hits();
      const report = await ingest(paths, options);
      if (report.added + report.updated + report.removed > 0) {
        await writeSearchCache(store, indexDirectory, models.embedder);
      }
      const passagesPerSecond = report.seconds > 0 ? report.passages / report.seconds : 0;
      return { ...report, cachedEmbeddings: embedder.hits() - formerHits, passagesPerSecond };
    },
    async close() {
      embedder.close();
      store.close();
      await models.close();
    },
  };
}

/** So that the next start finds the cache as it should be, when much has changed. Small indexes have none. */
async function writeSearchCache(store: Store, directory: string, space: EmbeddingSpace): Promise<void> {
  if (store.info().passages < MIN_CACHED_PASSAGES) return;
  const index = createCachedIndex(store, directory, space);
  await index.refresh();
  await index.settled();
  index.close();
}
