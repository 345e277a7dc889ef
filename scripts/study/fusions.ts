import { minMax } from "../../src/domain/min-max.js";
import { reciprocalRanks } from "../../src/retrieval/fusion.js";
import type { Search } from "./searches.js";

export type FusionMethod = "min-max" | "z-score" | "reciprocal-rank";

export interface FusionVariant {
  method: FusionMethod;
  denseWeight: number;
  /** Hits of each arm that are fused. */
  depth: number;
}

/** Fused scores by position. A document that one arm did not find has nothing of that arm. */
export function fuseSearch(search: Search, { method, denseWeight, depth }: FusionVariant): Map<number, number> {
  const fused = new Map<number, number>();
  const add = (positions: number[], scores: Float64Array, weight: number): void => {
    const values = normalise(
      positions.map((position) => scores[position]!),
      method,
    );
    positions.forEach((position, i) => fused.set(position, (fused.get(position) ?? 0) + weight * values[i]!));
  };
  add(search.byBm25.slice(0, depth), search.bm25, 1 - denseWeight);
  add(search.byCosine.slice(0, depth), search.cosine, denseWeight);
  return fused;
}

function normalise(scores: number[], method: FusionMethod): number[] {
  if (method === "reciprocal-rank") return reciprocalRanks(scores.length);
  if (method === "min-max") return minMax(scores);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length) || 1;
  // Three deviations below the mean count as not found.
  return scores.map((score) => (score - mean) / deviation + 3);
}

/** Positions by score, best first, ties by position. */
export function ordered(scores: ReadonlyMap<number, number>): number[] {
  return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([position]) => position);
}
