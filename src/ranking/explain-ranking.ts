import type { ArmScore, Candidate } from "../domain/candidate.js";
import type { Departure, PassageExplanation } from "../domain/explanation.js";
import { logistic } from "../domain/logistic.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import { separateNearDuplicates } from "./near-duplicates.js";
import { capPerDocument, createRank, type RankingParts, type RankingSettings } from "./rank.js";

export type RankingPlace = Pick<PassageExplanation, "crossEncoder" | "ranked" | "finalRank" | "departure">;

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
    const capped = capPerDocument(ranked, maxPassagesPerDocument);
    const places = new Map<string, RankingPlace>();

    for (const { candidate, of, similarity } of separateNearDuplicates(candidates, nearDuplicateSimilarity).repeats) {
      const departure: Departure = { stage: "ranking", reason: "near-duplicate", of: of.passage.id, similarity };
      places.set(candidate.passage.id, { crossEncoder: null, ranked: null, finalRank: null, departure });
    }
    ranked.forEach((item, i) => {
      const position = capped.indexOf(item);
      const crossEncoder =
        item.relevance === null ? null : { logit: item.relevance, probability: logistic(item.relevance) };
      const place: ArmScore = { rank: i + 1, score: item.score };
      places.set(item.passage.id, {
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
