import { join } from "node:path";
import type { Candidate } from "../../src/domain/candidate.js";
import { unattendedRun } from "../../src/domain/run.js";
import { createRank } from "../../src/ranking/rank.js";
import type { FusionSettings } from "../../src/retrieval/fusion.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { createUnderstand } from "../../src/understanding/understand.js";
import { indexCollection } from "../collection-index.js";
import { openJudgedSet } from "../data/judged-set.js";
import type { JudgedQuery } from "../data/retrieval-set.js";
import { collect } from "../data/rows.js";
import { writeTrecRun } from "../data/trec-run.js";
import { answerRecall } from "../metrics/answers.js";
import type { Measured } from "../metrics/mean.js";
import { RANKING_METRICS, rankingMetrics } from "../metrics/ranking.js";
import { type EvalRow, meanScores, type OpenSuite, type Suite, type SuiteOptions } from "./suite.js";

interface RetrievalRow extends EvalRow {
  /** Document ids with scores by arm, best first. */
  rankings: Record<string, [id: string, score: number][]>;
}

/** What is measured: searches of the retrieval stage, and what ranking makes of two of them. */
const ARMS = ["hybrid", "lexical", "fused", "bm25", "dense", "reranked"] as const;
type Arm = (typeof ARMS)[number];
const DEPTH = 100;
/** 1 when the first passage holds a short answer, gold or not: top-1 accuracy (Karpukhin et al., 2020). */
const HAS_ANSWER = "hasAnswer@1";
const METRICS = [...Object.keys(RANKING_METRICS), HAS_ANSWER];

/** The hybrid search has the plain names; every other arm is named before its metric. */
const prefixOf = (arm: Arm): string => (arm === "hybrid" ? "" : `${arm}.`);

/** Ranking quality of the hybrid search and of what it is made of, without and with the cross-encoder on top. */
export const retrievalSuite: Suite<RetrievalRow> = {
  name: "retrieval",
  description: "nDCG, MAP, recall of hybrid search, of its parts, and reranked (BEIR folder or question file)",
  addOptions: (command) =>
    command
      .option("--split <name>", "which judgements of a folder: qrels/<name>.tsv", "test")
      .option("--no-rerank", "leave the cross-encoder out: it takes most of the time"),
  metrics: meanScores(ARMS.flatMap((arm) => METRICS.map((name) => prefixOf(arm) + name))),
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
  const set = await openJudgedSet(data, { split: flags.split as string | undefined, rows });
  const queries = new Map(set.queries.map((query) => [query.id, query]));
  const index = await indexCollection(await collect(set.documents()), models.embedder, progress);
  const understand = createUnderstand({ maxSubQueries: 1 });
  const run = unattendedRun();

  const parts = { index, ...models };
  const { crossEncoder, termMatch } = settings.ranking;
  const searchWith = (fusion: Partial<FusionSettings>) =>
    createRetrieve(parts, {
      hitsPerArm: Math.max(DEPTH, settings.retrieval.hitsPerArm),
      maxCandidates: DEPTH,
      fusion: { ...settings.retrieval.fusion, ...fusion },
    });
  const retrieve = {
    fused: searchWith({}),
    bm25: searchWith({ denseWeight: 0 }),
    dense: searchWith({ denseWeight: 1, exactDenseWeight: 1 }),
  };
  // The order of all documents is wanted, so nothing is dropped, and no sentence is read.
  const whole = { nearDuplicateSimilarity: 1.01, maxPassagesPerDocument: DEPTH, maxEvidence: DEPTH, readPassages: 0 };
  const rankWith = (depth: number) =>
    createRank(parts, { ...whole, termMatch, crossEncoder: { ...crossEncoder, depth, timeoutMs: 600_000 } });
  const rank = rankWith(0);
  const rerank = flags.rerank !== false && crossEncoder.depth > 0 ? rankWith(crossEncoder.depth) : null;

  return {
    items: set.queries,
    async measure(id) {
      const query = queries.get(id)!;
      const plan = await understand({ text: query.text, history: [] });
      // Collections hold statements as well as questions: whatever the words look like, they are searched for.
      const searched = { ...plan, subQueries: [plan.standaloneQuestion] };
      const fused = await retrieve.fused(searched, run);
      const bm25 = await retrieve.bm25(searched, run);
      const found: Partial<Record<Arm, Candidate[]>> = {
        hybrid: await rank(searched, fused, run),
        lexical: await rank(searched, bm25, run),
        fused,
        bm25,
        dense: await retrieve.dense(searched, run),
        ...(rerank ? { reranked: await rerank(searched, fused, run) } : {}),
      };
      const rankings = Object.fromEntries(Object.entries(found).map(([arm, list]) => [arm, toRanking(list)]));
      const scores = Object.entries(found).flatMap(([arm, list]) => {
        const ids = list.map(({ passage }) => passage.id);
        const metrics = { ...rankingMetrics(ids, query.relevance), [HAS_ANSWER]: hasAnswer(list[0], query) };
        return Object.entries(metrics).map(([name, value]) => [prefixOf(arm as Arm) + name, value] as const);
      });
      return { row: { id, text: query.text, slices: {}, scores: Object.fromEntries(scores), rankings } };
    },
    close: async () => undefined,
  };
}

function hasAnswer(first: Candidate | undefined, { answers = [] }: JudgedQuery): Measured {
  return answers.length > 0
    ? answerRecall(first ? `${first.passage.title}\n${first.passage.text}` : "", { answers })
    : null;
}

function toRanking(candidates: Candidate[]): [string, number][] {
  return candidates.map(({ passage, score }) => [passage.id, Math.round(score * 1e6) / 1e6]);
}
