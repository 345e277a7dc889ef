import type { ArmScore, Candidate } from "../domain/candidate.js";
import type { Passage } from "../domain/document.js";
import type { ArmPlace, Departure, FusionExplanation, PassageExplanation, TermShare } from "../domain/explanation.js";
import type { Filters, SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { Embedder } from "../ports/embedder.js";
import type { Hit, PassageIndex } from "../ports/passage-index.js";
import { fuse, normaliseArms } from "./fusion.js";
import { denseWeightFor, mergeRankings, type RetrievalSettings } from "./retrieve.js";

export type RetrievalPlace = Pick<PassageExplanation, "passage" | "query" | "bm25" | "dense" | "fused" | "departure">;

export interface RetrievalExplanation {
  fusion: FusionExplanation[];
  /** What the stage hands on. */
  candidates: Candidate[];
  /** Every fused passage and every one of the document asked for, best first. */
  places: RetrievalPlace[];
}

/** Hits looked through for the rank of a passage that was not retrieved. */
const DEPTH = 10_000;

/** One sub-query's arms, far beyond what is fused. */
interface Search {
  query: string;
  bm25: Map<string, ArmPlace>;
  dense: Map<string, ArmPlace>;
  /** Whether `dense` holds every passage that the filters let through. */
  isComplete: boolean;
}

/** How the plan's searches found passages: arms, fusion and cut-offs; of `documentId` also the passages not found. */
export function createExplainRetrieval(
  { index, embedder }: { index: PassageIndex; embedder: Embedder },
  settings: RetrievalSettings,
) {
  const { hitsPerArm, maxCandidates } = settings;
  const depth = Math.max(DEPTH, hitsPerArm);

  return async function explainRetrieval(
    plan: SearchPlan,
    run: Run,
    documentId: string | null = null,
  ): Promise<RetrievalExplanation> {
    const explained = await Promise.all(plan.subQueries.map((query) => explainSearch(query, plan.filters, run)));
    const searches = explained.map(({ search }) => search);
    const merged = mergeRankings(explained.map(({ ranking }) => ranking));
    const fused = new Map(
      merged.map(({ passageId, score, search }, i) => [passageId, { place: { rank: i + 1, score }, search }]),
    );
    const asked = documentId === null ? [] : await passageIdsOf(documentId, plan, run);
    const passages = (await index.getPassages([...new Set([...fused.keys(), ...asked])])).filter(
      (passage) => fused.has(passage.id) || passage.documentId === documentId,
    );

    const searchOf = (id: string): Search | undefined => fused.get(id)?.search ?? bestSearch(searches, id);
    const shares = await termShares(searches, passages, searchOf);
    const places = passages.flatMap((passage): RetrievalPlace[] => {
      const search = searchOf(passage.id);
      if (!search) return [];
      const [bm25, dense] = [search.bm25.get(passage.id), search.dense.get(passage.id) ?? null];
      const place = fused.get(passage.id)?.place ?? null;
      return [
        {
          passage,
          query: search.query,
          bm25: bm25 ? { ...bm25, terms: shares.get(passage.id) ?? [] } : null,
          dense,
          fused: place,
          departure: departureOf(place, search.isComplete && !dense),
        },
      ];
    });

    const byId = new Map(passages.map((passage) => [passage.id, passage]));
    const candidates = merged.slice(0, maxCandidates).flatMap(({ passageId, score, bm25, dense }) => {
      const passage = byId.get(passageId);
      return passage ? [{ passage, score, bm25, dense }] : [];
    });
    return { fusion: explained.map(({ fusion }) => fusion), candidates, places };
  };

  async function explainSearch(query: string, filters: Filters, run: Run) {
    const denseWeight = denseWeightFor(query, settings.fusion);
    const { bm25, dense } = await searchArms(query, denseWeight, filters, run);
    const fusedHits = [bm25.slice(0, hitsPerArm), (dense ?? []).slice(0, hitsPerArm)] as const;
    const arms = normaliseArms(...fusedHits, { denseWeight });
    const { normalised: bm25Parts, ...bm25Scale } = arms.bm25;
    const { normalised: denseParts, ...denseScale } = arms.dense;
    const search: Search = {
      query,
      bm25: toPlaces(bm25, bm25Parts),
      dense: toPlaces(dense ?? [], denseParts),
      isComplete: dense !== null && dense.length < depth,
    };
    const fusion: FusionExplanation = { query, method: arms.method, bm25: bm25Scale, dense: denseScale };
    return { search, fusion, ranking: fuse(...fusedHits, { denseWeight }).map((hit) => ({ ...hit, search })) };
  }

  /** `dense` is null when vectors are switched off, or failed. */
  async function searchArms(
    query: string,
    denseWeight: number,
    filters: Filters,
    run: Run,
  ): Promise<{ bm25: Hit[]; dense: Hit[] | null }> {
    const bm25 = denseWeight < 1 ? await index.searchLexical(query, depth, filters) : [];
    if (denseWeight === 0) return { bm25, dense: null };
    try {
      const vector = await embedder.embedQuery(query, run.signal);
      return { bm25, dense: await index.searchDense(vector, depth, filters) };
    } catch (error) {
      if (run.signal.aborted) throw error;
      run.degrade("dense");
      return { bm25, dense: null };
    }
  }

  /** Passages of a document, whatever the plan's filters. May hold others: the site filter takes the beginning of an id. */
  async function passageIdsOf(documentId: string, plan: SearchPlan, run: Run): Promise<string[]> {
    const question = plan.standaloneQuestion;
    const denseWeight = denseWeightFor(question, settings.fusion);
    const { bm25, dense } = await searchArms(question, denseWeight, { site: documentId }, run);
    return [...bm25, ...(dense ?? [])].map(({ passageId }) => passageId);
  }

  async function termShares(searches: Search[], passages: Passage[], searchOf: (id: string) => Search | undefined) {
    const shares = new Map<string, TermShare[]>();
    for (const search of searches) {
      const ids = passages.map(({ id }) => id).filter((id) => searchOf(id) === search);
      (await index.termShares(search.query, ids)).forEach((terms, i) => shares.set(ids[i]!, terms));
    }
    return shares;
  }

  function departureOf(fused: ArmScore | null, isFiltered: boolean): Departure | null {
    if (isFiltered) return { stage: "retrieval", reason: "outside-filters" };
    if (!fused) return { stage: "retrieval", reason: "below-arm-cut-offs", hitsPerArm };
    return fused.rank <= maxCandidates ? null : { stage: "retrieval", reason: "below-candidates", maxCandidates };
  }
}

/** Hits in order with rank and, for those that are fused, the normalised score. */
function toPlaces(hits: Hit[], normalised: number[]): Map<string, ArmPlace> {
  return new Map(
    hits.map(({ passageId, score }, i) => [passageId, { rank: i + 1, score, normalised: normalised[i] ?? null }]),
  );
}

/** The search in which the passage has the best rank of all its arms. */
function bestSearch(searches: Search[], passageId: string): Search | undefined {
  const rank = ({ bm25, dense }: Search): number =>
    Math.min(bm25.get(passageId)?.rank ?? Infinity, dense.get(passageId)?.rank ?? Infinity);
  return [...searches].sort((a, b) => rank(a) - rank(b) || 0)[0];
}
