import type { ArmScore } from "../domain/candidate.js";
import type { ArmScale } from "../domain/explanation.js";
import { minMax } from "../domain/min-max.js";
import type { Hit } from "../ports/passage-index.js";

export interface FusedHit {
  passageId: string;
  /** 0..1. */
  score: number;
  bm25: ArmScore | null;
  dense: ArmScore | null;
}

export interface FusionSettings {
  /** Share of the dense arm in the fused score, 0..1: 0 is BM25 alone. */
  denseWeight: number;
  /** The same for queries with an identifier, which only words can match to the letter. At most `denseWeight` counts. */
  exactDenseWeight: number;
}

/** Below this many hits an arm's smallest score says little, and ranks are the better measure. */
const SHORT_ARM = 10;
const RRF_K = 60;

/**
 * One ranking out of two. Weighted sum of min-max normalised scores (Bruch, Gai and Ingber, 2022); reciprocal rank fusion
 * (Cormack, Clarke and Büttcher, 2009) when an arm is too short to normalise. No hit of either arm is lost.
 */
export function fuse(bm25: Hit[], dense: Hit[], { denseWeight }: Pick<FusionSettings, "denseWeight">): FusedHit[] {
  const arms = normaliseArms(bm25, dense, { denseWeight });
  const fused = new Map<string, FusedHit>();
  for (const [arm, hits] of [
    ["bm25", bm25],
    ["dense", dense],
  ] as const) {
    hits.forEach(({ passageId, score }, i) => {
      const hit = fused.get(passageId) ?? { passageId, score: 0, bm25: null, dense: null };
      hit[arm] = { rank: i + 1, score };
      hit.score += arms[arm].weight * arms[arm].normalised[i]!;
      fused.set(passageId, hit);
    });
  }
  return [...fused.values()].sort((a, b) => b.score - a.score || compareIds(a, b));
}

export interface NormalisedArm extends ArmScale {
  /** 0..1, in the order of the hits. */
  normalised: number[];
}

/** What fusion adds up: each arm's weight and its scores on the scale 0..1. An empty arm leaves its weight to the other. */
export function normaliseArms(bm25: Hit[], dense: Hit[], { denseWeight }: Pick<FusionSettings, "denseWeight">) {
  const byRank = [bm25, dense].some((arm) => arm.length > 0 && arm.length < SHORT_ARM);
  const arm = (hits: Hit[], weight: number): NormalisedArm => ({
    weight,
    low: hits.at(-1)?.score ?? null,
    high: hits[0]?.score ?? null,
    normalised: byRank ? reciprocalRanks(hits.length) : minMax(hits.map(({ score }) => score)),
  });
  return {
    method: byRank ? ("reciprocal-rank" as const) : ("min-max" as const),
    bm25: arm(bm25, dense.length === 0 ? 1 : 1 - denseWeight),
    dense: arm(dense, bm25.length === 0 ? 1 : denseWeight),
  };
}

/** 1 / (k + rank) for so many ranks, scaled so that the first is 1. */
export function reciprocalRanks(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (RRF_K + 1) / (RRF_K + i + 1));
}

function compareIds(a: FusedHit, b: FusedHit): number {
  return a.passageId < b.passageId ? -1 : a.passageId > b.passageId ? 1 : 0;
}
