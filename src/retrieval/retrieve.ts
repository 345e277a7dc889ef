import type { Candidate } from "../domain/candidate.js";
import type { Filters, SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { Embedder } from "../ports/embedder.js";
import type { Hit, PassageIndex } from "../ports/passage-index.js";
import { exactTerms } from "../text/exact-terms.js";
import { type FusedHit, fuse, type FusionSettings } from "./fusion.js";

export interface RetrievalSettings {
  /** Hits taken from each arm for each sub-query. */
  hitsPerArm: number;
  /** Candidates handed on. */
  maxCandidates: number;
  fusion: FusionSettings;
}

/** The retrieval stage: BM25 and dense vectors in parallel for every sub-query, fused; a passage keeps its best fused score. */
export function createRetrieve(
  { index, embedder }: { index: PassageIndex; embedder: Embedder },
  settings: RetrievalSettings,
) {
  return async function retrieve(plan: SearchPlan, run: Run): Promise<Candidate[]> {
    const rankings = await Promise.all(plan.subQueries.map((query) => search(query, plan.filters, run)));
    const hits = mergeRankings(rankings).slice(0, settings.maxCandidates);
    const passages = new Map(
      (await index.getPassages(hits.map((hit) => hit.passageId))).map((passage) => [passage.id, passage]),
    );
    return hits.flatMap(({ passageId, ...scores }) => {
      const passage = passages.get(passageId);
      return passage ? { passage, ...scores } : [];
    });
  };

  async function search(query: string, filters: Filters, run: Run): Promise<FusedHit[]> {
    const denseWeight = denseWeightFor(query, settings.fusion);
    const [bm25, dense] = await Promise.all([
      denseWeight < 1 ? index.searchLexical(query, settings.hitsPerArm, filters) : [],
      denseWeight > 0 ? searchDense(query, filters, run) : [],
    ]);
    return fuse(bm25, dense, { denseWeight });
  }

  async function searchDense(query: string, filters: Filters, run: Run): Promise<Hit[]> {
    try {
      const vector = await embedder.embedQuery(query, run.signal);
      return await index.searchDense(vector, settings.hitsPerArm, filters);
    } catch (error) {
      if (run.signal.aborted) throw error;
      run.degrade("dense");
      return [];
    }
  }
}

/** How far a query is left to the vectors: less far when it holds an identifier, which they know little of. */
export function denseWeightFor(query: string, { denseWeight, exactDenseWeight }: FusionSettings): number {
  return exactTerms(query).identifiers.length > 0 ? Math.min(denseWeight, exactDenseWeight) : denseWeight;
}

/** The hits of all sub-queries in one order, best first, each passage once and with its best score. */
export function mergeRankings<H extends FusedHit>(rankings: H[][]): H[] {
  const merged = new Map<string, H>();
  for (const hit of rankings.flat()) {
    const known = merged.get(hit.passageId);
    if (!known || hit.score > known.score) merged.set(hit.passageId, hit);
  }
  return [...merged.values()].sort((a, b) => b.score - a.score);
}
