import { join } from "node:path";
import { createConversationStore } from "./adapters/embedded/conversation-store.js";
import { createTraceStore } from "./adapters/embedded/trace-store.js";
import { createExtractiveGenerator } from "./adapters/extractive/extractive-generator.js";
import { createClaimJudge } from "./adapters/openai/claim-judge.js";
import { createQuestionModel } from "./adapters/openai/question-model.js";
import type { Stages } from "./answer-engine.js";
import { createAnswerable } from "./answerable.js";
import { createAsk } from "./ask.js";
import { checkAnswer } from "./check-answer.js";
import { createConversations } from "./conversation/conversations.js";
import { createWriter, type LanguageModel } from "./compose-language-model.js";
import { createExplainSearch, explainDocument } from "./explain-search.js";
import { fetchText } from "./fetch-text.js";
import type { Footnote } from "./footnote.js";
import { createGenerate } from "./generation/generate.js";
import { unattendedRun } from "./domain/run.js";
import type { PassageIndex } from "./ports/passage-index.js";
import { DEFAULT_PROFILE, type PipelineSettings, profileSettings, searchSettings } from "./profiles.js";
import { createRankInRounds } from "./rank-in-rounds.js";
import { createRank } from "./ranking/rank.js";
import { createRelate } from "./related/relate.js";
import { createRetrieve } from "./retrieval/retrieve.js";
import type { TraceStore } from "./tracing/trace.js";
import { createCorrectSpelling } from "./understanding/correct-spelling.js";
import { createNextQueries } from "./understanding/next-queries-with-model.js";
import { createUnderstandCorrected } from "./understanding/understand-corrected.js";
import { createUnderstandWithModel } from "./understanding/understand-with-model.js";
import { createClaimChecker } from "./validation/check-claim.js";
import { createValidate } from "./validation/validate.js";
import { closeOnFailure, LEXICON, type Models, openIndex, openModels } from "./compose-index.js";

export {
  createIndex,
  INDEX_SETTINGS,
  type Models,
  openIndex,
  openModels,
  searchCachePath,
  verifySearchCache,
} from "./compose-index.js";
export { type LanguageModel, openLanguageModel } from "./compose-language-model.js";
export { type IngestSummary, openIngest, type OpenedIngest } from "./compose-ingest.js";
export { openIngestThread } from "./compose-ingest-thread.js";
export { openUploads } from "./compose-uploads.js";
export type { UploadReport, Uploads } from "./uploads/uploads.js";
export type { AskOptions, Explanation, FetchedText, Footnote, IndexInfo, SearchOptions } from "./footnote.js";

type StageParts = Omit<Models, "close"> & { index: PassageIndex };

/** The five stages over an index and models, with the given settings; without a language model by rule and quotation. */
export function createStages(
  { index, embedder, reranker, supportModel, answerabilityModel, language }: StageParts,
  settings: PipelineSettings,
): Stages {
  const model = language ? createQuestionModel(language.helper) : null;
  const judge = language ? createClaimJudge(language.helper) : null;
  const extractive = createExtractiveGenerator(settings.extraction);
  const retrieve = createRetrieve({ index, embedder }, settings.retrieval);
  const rankWith = (ranking: PipelineSettings["ranking"]): Stages["rank"] =>
    createRank({ index, embedder, reranker }, ranking);
  const rounds = {
    retrieve,
    rank: rankWith(settings.ranking),
    rankSecond: rankWith({ ...settings.ranking, readPassages: 0 }),
    nextQueries: createNextQueries(model?.next ?? null, settings),
    places: settings.ranking.maxEvidence,
  };
  const understand = createUnderstandWithModel(model?.interpret ?? null, settings.understanding);
  return {
    understand: settings.understanding.correctSpelling
      ? createUnderstandCorrected(understand, createCorrectSpelling({ index, lexicon: LEXICON }))
      : understand,
    retrieve,
    rank: createRankInRounds(rounds, settings.secondRound),
    generate: createGenerate(language ? createWriter(language, extractive, settings.generation) : extractive),
    validate: createValidate({ index, supportModel, answerabilityModel, judge }, settings.validation),
  };
}

/** The stages, and related questions after them, made once for each settings object: what was looked up is remembered. */
function relatingStages(parts: StageParts): (settings: PipelineSettings) => Stages {
  const made = new Map<PipelineSettings, Stages>();
  return (settings) => {
    const known = made.get(settings);
    if (known) return known;
    const answerable = createAnswerable(parts, settings);
    const relate = createRelate({ index: parts.index, answerable }, settings.related);
    const stages = { ...createStages(parts, settings), relate };
    made.set(settings, stages);
    return stages;
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
  language: LanguageModel | null = null,
): Promise<Footnote> {
  const models = await openModels();
  const opened = await closeOnFailure(models, () => openIndex(indexDirectory, models.embedder));
  const { embedder, reranker, supportModel, answerabilityModel } = models;
  const parts = { index: opened.index, embedder, reranker, supportModel, answerabilityModel, language };
  const conversationStore = createConversationStore(join(indexDirectory, "conversations.sqlite"));
  const conversations = createConversations(conversationStore, onDefect);
  const stages = relatingStages(parts);

  return {
    ask: createAsk({ stages, conversations, traces, onDefect, prices: language?.prices ?? null }),

    async search(query, { profile = DEFAULT_PROFILE, signal, limit = 10, filters } = {}) {
      const { understand, retrieve, rank } = createStages(parts, searchSettings(profile, limit));
      const run = unattendedRun(signal);
      const plan = await understand({ text: query, history: [], ...(filters && { filters }) }, run);
      return { plan, results: (await rank(plan, await retrieve(plan, run), run)).slice(0, limit) };
    },

    async explain(
      query,
      { profile = DEFAULT_PROFILE, signal = new AbortController().signal, limit, filters, why } = {},
    ) {
      const question = { text: query, history: [], ...(filters && { filters }) };
      const plan = await stages(profileSettings(profile)).understand(question, unattendedRun(signal));
      const explain = createExplainSearch(parts, searchSettings(profile, limit));
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
