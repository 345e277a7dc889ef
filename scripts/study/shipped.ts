import { INDEX_SETTINGS } from "../../src/compose.js";
import type { TermMatchWeights } from "../../src/domain/term-match.js";
import { PROFILES } from "../../src/profiles.js";
import { blend } from "../../src/ranking/term-match.js";
import { indexTerms } from "../../src/text/index-terms.js";
import { type FusionVariant, fuseSearch } from "./fusions.js";
import type { LexicalSettings } from "./lexical.js";
import type { Search } from "./searches.js";

const { retrieval, ranking } = PROFILES.balanced;
const { bm25, fieldWeights } = INDEX_SETTINGS;
export const SHIPPED_LEXICAL: LexicalSettings = { analyse: indexTerms, ...bm25, titleWeight: fieldWeights[0]! };
export const SHIPPED_FUSION: FusionVariant = {
  method: "min-max",
  denseWeight: retrieval.fusion.denseWeight,
  depth: retrieval.hitsPerArm,
};
/** Exact terms are studied apart: exact-terms.ts. */
export const SHIPPED_TERMS: TermMatchWeights = { ...ranking.termMatch, exactWeight: 0 };

/** The shipped ranking of a search's candidates, or one that differs in weights or fusion: scores by position. */
export function matchedScores(search: Search, weights = SHIPPED_TERMS, fusion = SHIPPED_FUSION): Map<number, number> {
  const fused = fuseSearch(search, fusion);
  return new Map(
    [...search.candidates.values()].map(({ position, match }) => [
      position,
      blend(fused.get(position) ?? 0, match, weights),
    ]),
  );
}
