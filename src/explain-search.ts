import type { DegradedPart } from "./domain/answer.js";
import type { DocumentExplanation, PassageExplanation, SearchExplanation } from "./domain/explanation.js";
import type { SearchPlan } from "./domain/query.js";
import { type Run, unattendedRun } from "./domain/run.js";
import type { PipelineSettings } from "./profiles.js";
import { createExplainRanking } from "./ranking/explain-ranking.js";
import { blendFor, type RankingParts } from "./ranking/rank.js";
import { createExplainRetrieval } from "./retrieval/explain-retrieval.js";
import { resolveDocument } from "./retrieval/resolve-document.js";

export type ExplainSearch = (
  plan: SearchPlan,
  signal: AbortSignal,
  documentId?: string | null,
) => Promise<{ search: SearchExplanation; ofDocument: PassageExplanation[]; missingTerms: string[] }>;

const NOT_RANKED = { termMatch: null, crossEncoder: null, ranked: null, finalRank: null };

/** Retrieval and ranking over again, with every passage's way through them kept; of `documentId` also what was not found. */
export function createExplainSearch(
  parts: RankingParts,
  { retrieval, ranking }: Pick<PipelineSettings, "retrieval" | "ranking">,
): ExplainSearch {
  const explainRetrieval = createExplainRetrieval(parts, retrieval);
  const explainRanking = createExplainRanking(parts, ranking);

  return async (plan, signal, documentId = null) => {
    const degraded = new Set<DegradedPart>();
    const run: Run = { ...unattendedRun(signal), degrade: (part) => degraded.add(part) };
    const { fusion, candidates, places } = await explainRetrieval(plan, run, documentId);
    const ranked = await explainRanking(plan, candidates, run);
    const passages = places
      .map((place): PassageExplanation => ({ ...place, ...(ranked.get(place.passage.id) ?? NOT_RANKED) }))
      .sort(byFurthest);
    const ofDocument = passages.filter(({ passage }) => passage.documentId === documentId);
    return {
      search: {
        plan,
        fusion,
        termMatchWeights: ranking.termMatch,
        crossEncoderBlend: blendFor(plan.standaloneQuestion, ranking.crossEncoder),
        degraded: [...degraded],
        passages: passages.filter(({ fused }) => fused !== null),
      },
      ofDocument,
      missingTerms: await missingTerms(plan.standaloneQuestion, ofDocument),
    };
  };

  async function missingTerms(question: string, passages: PassageExplanation[]): Promise<string[]> {
    const ids = passages.map(({ passage }) => passage.id);
    const [first = [], ...rest] = await parts.index.termShares(question, ids);
    const isMissing = (i: number): boolean => [first, ...rest].every((terms) => terms[i]!.score === 0);
    return first.filter((_, i) => isMissing(i)).map(({ term }) => term);
  }
}

/** A search's explanation, and what became of the document that `asked` names, or of the one that is searched in its place. */
export async function explainDocument(
  explain: ExplainSearch,
  plan: SearchPlan,
  asked: string,
  documentIds: readonly string[],
  duplicates: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<{ search: SearchExplanation; document: DocumentExplanation }> {
  const resolved = resolveDocument(asked, documentIds);
  if (resolved.status !== "found") {
    const { search } = await explain(plan, signal);
    return { search, document: { status: resolved.status, asked, nearest: resolved.nearest } };
  }
  const documentId = duplicates.get(resolved.documentId) ?? resolved.documentId;
  const { search, ofDocument, missingTerms } = await explain(plan, signal, documentId);
  const isEvidence = ofDocument.some(({ finalRank }) => finalRank !== null);
  return {
    search,
    document: { status: isEvidence ? "evidence" : "dropped", documentId, missingTerms, passages: ofDocument },
  };
}

/** By how far passages came, then by their rank where they were last seen. */
function byFurthest(a: PassageExplanation, b: PassageExplanation): number {
  const ranks = ({ finalRank, ranked, fused, bm25, dense }: PassageExplanation): number[] => [
    finalRank ?? Infinity,
    ranked?.rank ?? Infinity,
    fused?.rank ?? Infinity,
    Math.min(bm25?.rank ?? Infinity, dense?.rank ?? Infinity),
  ];
  const [left, right] = [ranks(a), ranks(b)];
  const i = left.findIndex((rank, stage) => rank !== right[stage]);
  return i < 0 ? 0 : left[i]! - right[i]!;
}
