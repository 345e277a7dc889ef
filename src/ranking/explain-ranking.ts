import type { ArmScore, Candidate } from "../domain/candidate.js";
import type { Departure, PassageExplanation } from "../domain/explanation.js";
import { minMax } from "../domain/min-max.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import { separateNearDuplicates } from "./near-duplicates.js";
import { capPerDocument, createRank, newerFirst, type RankingParts, type RankingSettings } from "./rank.js";
import { measureTerms } from "./term-match.js";

export type RankingPlace = Pick<
  PassageExplanation,
  "termMatch" | "crossEncoder" | "ranked" | "finalRank" | "departure"
>;

/**
 * Where ranking puts each candidate, and why it drops some: by passage id. The stage itself is run with cap and cut-off
 * lifted, and no sentences read; what they would take away is then seen on its output.
 */
export function createExplainRanking(parts: RankingParts, settings: RankingSettings) {
  const { nearDuplicateSimilarity, maxPassagesPerDocument, maxEvidence } = settings;
  const rankAll = createRank(parts, {
    ...settings,
    ...{ maxPassagesPerDocument: Infinity, maxEvidence: Infinity, readPassages: 0 },
  });

  return async function explainRanking(
    plan: SearchPlan,
    candidates: Candidate[],
    run: Run,
  ): Promise<Map<string, RankingPlace>> {
    const ranked = await rankAll(plan, candidates, run);
    const measured = await measureTerms(plan.standaloneQuestion, candidates, parts.index, settings.termMatch);
    const matched = newerFirst(
      measured.map(({ candidate }) => candidate),
      plan,
    );
    const termMatches = new Map(
      measured.map(({ candidate: { passage, score }, match }) => [passage.id, { ...match, score }] as const),
    );
    const termMatchOf = (id: string): PassageExplanation["termMatch"] => termMatches.get(id) ?? null;
    const read = ranked.filter(({ relevance }) => relevance !== null);
    const normalised = minMax(read.map(({ relevance }) => relevance!));
    const crossEncoders = new Map(
      read.map(({ passage, relevance }, i) => [passage.id, { logit: relevance!, normalised: normalised[i]! }]),
    );
    const capped = capPerDocument(ranked, maxPassagesPerDocument);
    const places = new Map<string, RankingPlace>();

    for (const { candidate, of, similarity } of separateNearDuplicates(matched, nearDuplicateSimilarity).repeats) {
      const departure: Departure = { stage: "ranking", reason: "near-duplicate", of: of.passage.id, similarity };
      const termMatch = termMatchOf(candidate.passage.id);
      places.set(candidate.passage.id, { termMatch, crossEncoder: null, ranked: null, finalRank: null, departure });
    }
    ranked.forEach((item, i) => {
      const position = capped.indexOf(item);
      const crossEncoder = crossEncoders.get(item.passage.id) ?? null;
      const place: ArmScore = { rank: i + 1, score: item.score };
      places.set(item.passage.id, {
        termMatch: termMatchOf(item.passage.id),
        crossEncoder,
        ranked: place,
        finalRank: position >= 0 && position < maxEvidence ? position + 1 : null,
        departure: departureAt(position),
      });
    });
    return places;
  };

  function departureAt(position: number): Departure | null {
    if (position < 0) return { stage: "ranking", reason: "over-document-cap", maxPassagesPerDocument };
    return position < maxEvidence ? null : { stage: "ranking", reason: "below-evidence", maxEvidence };
  }
}
