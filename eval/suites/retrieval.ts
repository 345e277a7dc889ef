import { statSync } from "node:fs";
import { join } from "node:path";
import type { Candidate } from "../../src/domain/candidate.js";
import type { Run } from "../../src/domain/run.js";
import { createRank } from "../../src/ranking/rank.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { createUnderstand } from "../../src/understanding/understand.js";
import { indexCollection } from "../collection-index.js";
import { openQuestionSet } from "../data/question-set.js";
import { collect } from "../data/rows.js";
import { openRetrievalSet } from "../data/retrieval-set.js";
import { writeTrecRun } from "../data/trec-run.js";
import { RANKING_METRICS, rankingMetrics } from "../metrics/ranking.js";
import { type EvalRow, meanScores, type OpenSuite, type Suite, type SuiteOptions } from "./suite.js";

interface RetrievalRow extends EvalRow {
  /** Document ids with scores by arm, best first. */
  rankings: Record<string, [id: string, score: number][]>;
}

/** What each arm is: `denseWeight` of the fusion, null for the profile's own. */
const ARMS = { fused: null, bm25: 0, dense: 1 } as const;
const DEPTH = 100;

/** The fused search has the plain names; every other arm is named before its metric. */
const prefixOf = (arm: string): string => (arm === "fused" ? "" : `${arm}.`);

/** Ranking quality of the fused search, of each arm alone, and with the cross-encoder on top. */
export const retrievalSuite: Suite<RetrievalRow> = {
  name: "retrieval",
  description: "nDCG, MAP, recall of fused search, of each arm alone, and reranked (BEIR folder or question file)",
  addOptions: (command) =>
    command
      .option("--split <name>", "which judgements of a folder: qrels/<name>.tsv", "test")
      .option("--no-rerank", "leave the cross-encoder out: it takes most of the time"),
  metrics: meanScores(
    [...Object.keys(ARMS), "reranked"].flatMap((arm) =>
      Object.keys(RANKING_METRICS).map((name) => prefixOf(arm) + name),
    ),
  ),
  open,
  async writeFiles(rows, folder) {
    for (const arm of Object.keys(rows[0]?.rankings ?? {})) {
      const rankings = new Map(
        rows.map((row) => [oneWord(row.id), row.rankings[arm]!.map(([id, score]) => ({ id: oneWord(id), score }))]),
      );
      await writeTrecRun(join(folder, `${arm}.trec`), { tag: `footnote-${arm}`, rankings });
    }
  },
};

/** A TREC run file is cut at white space: ids have it percent-encoded. */
const oneWord = (id: string): string => id.replace(/[\s%]/g, encodeURIComponent);

async function open({ data, flags, models, progress, settings, rows }: SuiteOptions): Promise<OpenSuite<RetrievalRow>> {
  const isFolder = statSync(data, { throwIfNoEntry: false })?.isDirectory() ?? true;
  const set = isFolder
    ? await openRetrievalSet(data, { split: flags.split as string | undefined, rows })
    : await openQuestionSet(data, rows);
  const queries = new Map(set.queries.map((query) => [query.id, query]));
  const index = await indexCollection(await collect(set.documents()), models.embedder, progress);
  const understand = createUnderstand({ maxSubQueries: 1 });
  const run: Run = { signal: new AbortController().signal, degrade: () => undefined };

  const arms = Object.entries(ARMS).map(([arm, denseWeight]) => {
    const fusion = { ...settings.retrieval.fusion, ...(denseWeight === null ? {} : { denseWeight }) };
    const hitsPerArm = Math.max(DEPTH, settings.retrieval.hitsPerArm);
    const parts = { index, embedder: models.embedder };
    return [arm, createRetrieve(parts, { hitsPerArm, maxCandidates: DEPTH, fusion })] as const;
  });
  const { crossEncoder } = settings.ranking;
  // The order of all documents is wanted, so nothing is dropped, and no sentence is read.
  const whole = { nearDuplicateSimilarity: 1.01, maxPassagesPerDocument: DEPTH, maxEvidence: DEPTH, readPassages: 0 };
  const rerank =
    flags.rerank !== false && crossEncoder.depth > 0
      ? createRank({ index, ...models }, { ...whole, crossEncoder: { ...crossEncoder, timeoutMs: 600_000 } })
      : null;

  return {
    items: set.queries,
    async measure(id) {
      const query = queries.get(id)!;
      const plan = await understand({ text: query.text, history: [] });
      // Collections hold statements as well as questions: whatever the words look like, they are searched for.
      const searched = { ...plan, subQueries: [plan.standaloneQuestion] };
      const rankings: RetrievalRow["rankings"] = {};
      let fused: Candidate[] = [];
      for (const [arm, retrieve] of arms) {
        const candidates = await retrieve(searched, run);
        if (arm === "fused") fused = candidates;
        rankings[arm] = toRanking(candidates);
      }
      if (rerank) rankings.reranked = toRanking(await rerank(searched, fused, run));
      const scores = Object.entries(rankings).flatMap(([arm, ranking]) =>
        Object.entries(
          rankingMetrics(
            ranking.map(([documentId]) => documentId),
            query.relevance,
          ),
        ).map(([name, value]) => [prefixOf(arm) + name, value] as const),
      );
      return { row: { id, text: query.text, slices: {}, scores: Object.fromEntries(scores), rankings } };
    },
    close: async () => undefined,
  };
}

function toRanking(candidates: Candidate[]): [string, number][] {
  return candidates.map(({ passage, score }) => [passage.id, Math.round(score * 1e6) / 1e6]);
}
