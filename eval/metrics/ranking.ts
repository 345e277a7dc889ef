import type { Measured } from "./mean.js";

/**
 * Document ids, best first.
 *
 * The metrics of this file follow the conventions of trec_eval (Buckley; github.com/usnistgov/trec_eval): a document is
 * relevant when its grade is above 0, unjudged ones are not, and the order of `ranking` is final. The second and later
 * appearance of a document is taken out before ranks are counted. A query without any relevant document has no value.
 */
export type Ranking = readonly string[];

/** Grade by document id. */
export type Relevance = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulative gain at k with linear gain (trec_eval `ndcg_cut`; Järvelin and Kekäläinen, 2002):
 * the sum of grade / log2(rank + 1) over the first k, divided by that of the best possible order.
 */
export function ndcg(ranking: Ranking, relevance: Relevance, k: number): Measured {
  const ideal = discountedGain(
    relevantGrades(relevance)
      .sort((a, b) => b - a)
      .slice(0, k),
  );
  return ideal === 0 ? null : discountedGain(gradesOf(ranking, relevance).slice(0, k)) / ideal;
}

/**
 * Average precision (trec_eval `map` for one query): precision at the rank of each relevant document, 0 for those
 * missed.
 */
export function averagePrecision(ranking: Ranking, relevance: Relevance): Measured {
  const relevant = relevantGrades(relevance).length;
  if (relevant === 0) return null;
  let found = 0;
  let sum = 0;
  gradesOf(ranking, relevance).forEach((grade, index) => {
    if (grade > 0) sum += ++found / (index + 1);
  });
  return sum / relevant;
}

/**
 * 1 / rank of the first relevant document among the first k, 0 when none is there (trec_eval `recip_rank`, cut at k).
 */
export function reciprocalRank(ranking: Ranking, relevance: Relevance, k: number): Measured {
  if (relevantGrades(relevance).length === 0) return null;
  const index = gradesOf(ranking, relevance)
    .slice(0, k)
    .findIndex((grade) => grade > 0);
  return index < 0 ? 0 : 1 / (index + 1);
}

/** Share of the relevant documents that are among the first k (trec_eval `recall`). */
export function recall(ranking: Ranking, relevance: Relevance, k: number): Measured {
  const relevant = relevantGrades(relevance).length;
  if (relevant === 0) return null;
  return (
    gradesOf(ranking, relevance)
      .slice(0, k)
      .filter((grade) => grade > 0).length / relevant
  );
}

/**
 * 1 when all relevant documents are among the first k, else 0: what a question needs that only several documents answer
 * together. 0 for every ranking when there are more than k of them.
 */
export function allGold(ranking: Ranking, relevance: Relevance, k: number): Measured {
  const share = recall(ranking, relevance, k);
  return share === null ? null : Number(share === 1);
}

/** Every retrieval metric the harness reports, for one query, under its reported name. */
export const RANKING_METRICS = {
  "ndcg@10": (ranking, relevance) => ndcg(ranking, relevance, 10),
  map: averagePrecision,
  "mrr@10": (ranking, relevance) => reciprocalRank(ranking, relevance, 10),
  "recall@1": (ranking, relevance) => recall(ranking, relevance, 1),
  "recall@5": (ranking, relevance) => recall(ranking, relevance, 5),
  "recall@10": (ranking, relevance) => recall(ranking, relevance, 10),
  "recall@100": (ranking, relevance) => recall(ranking, relevance, 100),
  "allGold@10": (ranking, relevance) => allGold(ranking, relevance, 10),
} satisfies Record<string, (ranking: Ranking, relevance: Relevance) => Measured>;

export type RankingMetric = keyof typeof RANKING_METRICS;

/** All of `RANKING_METRICS` for one query. */
export function rankingMetrics(ranking: Ranking, relevance: Relevance): Record<RankingMetric, Measured> {
  return Object.fromEntries(
    Object.entries(RANKING_METRICS).map(([name, metric]) => [name, metric(ranking, relevance)]),
  ) as Record<RankingMetric, Measured>;
}

/** Grade by rank; grades below 0 gain nothing, as in trec_eval. */
function gradesOf(ranking: Ranking, relevance: Relevance): number[] {
  return Array.from(new Set(ranking), (id) => Math.max(0, relevance.get(id) ?? 0));
}

function relevantGrades(relevance: Relevance): number[] {
  return [...relevance.values()].filter((grade) => grade > 0);
}

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
}
