import type { Run } from "../../src/domain/run.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { createUnderstand } from "../../src/understanding/understand.js";
import { indexCollection } from "../collection-index.js";
import { collect } from "../data/rows.js";
import { openRetrievalSet } from "../data/retrieval-set.js";
import { mean, meanByKey, type Measured } from "../metrics/mean.js";
import { RANKING_METRICS, type RankingMetric, rankingMetrics } from "../metrics/ranking.js";
import { bootstrapInterval, type Interval } from "../statistics/bootstrap.js";
import type { SuiteOptions, SuiteResult } from "./suite.js";

const ARMS = { "": null, "bm25.": 0, "dense.": 1 } as const;
const DEPTH = 100;

/** Ranking quality of the fused search and of each arm alone, on a collection in BEIR's layout. */
export async function evaluateRetrieval(options: SuiteOptions & { split?: string }): Promise<SuiteResult> {
  const { settings, models, progress } = options;
  const set = await openRetrievalSet(options.data, { split: options.split, limit: options.limit });
  const index = await indexCollection(await collect(set.documents()), models.embedder, progress);
  const understand = createUnderstand({ maxSubQueries: 1 });
  const run: Run = { signal: new AbortController().signal, degrade: () => undefined };

  const arms = Object.entries(ARMS).map(([prefix, denseWeight]) => {
    const fusion = { ...settings.retrieval.fusion, ...(denseWeight === null ? {} : { denseWeight }) };
    const hitsPerArm = Math.max(DEPTH, settings.retrieval.hitsPerArm);
    const parts = { index, embedder: models.embedder };
    return [prefix, createRetrieve(parts, { hitsPerArm, maxCandidates: DEPTH, fusion })] as const;
  });

  const rows: { id: string; scores: Record<string, Measured> }[] = [];
  for (const query of set.queries) {
    const plan = await understand({ text: query.text, history: [] });
    const scores: Record<string, Measured> = {};
    for (const [prefix, retrieve] of arms) {
      // Collections hold statements as well as questions: whatever the words look like, they are searched for.
      const candidates = await retrieve({ ...plan, subQueries: [plan.standaloneQuestion] }, run);
      const ranking = candidates.map((candidate) => candidate.passage.id);
      for (const [name, value] of Object.entries(rankingMetrics(ranking, query.relevance))) {
        scores[prefix + name] = value;
      }
    }
    rows.push({ id: query.id, scores });
    progress("searching", rows.length, set.queries.length);
  }

  const names = Object.keys(ARMS).flatMap((prefix) =>
    (Object.keys(RANKING_METRICS) as RankingMetric[]).map((name) => prefix + name),
  );
  const intervals: Record<string, Interval> = {};
  for (const name of names.filter((name) => !name.includes("."))) {
    const interval = bootstrapInterval(
      rows.map(({ scores }) => scores[name]!),
      mean,
      { seed: options.seed },
    );
    if (interval) intervals[name] = interval;
  }
  return {
    metrics: meanByKey(
      names,
      rows.map(({ scores }) => scores),
    ),
    intervals,
    n: rows.length,
    rows,
  };
}
