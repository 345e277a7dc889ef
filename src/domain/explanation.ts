import type { ArmScore } from "./candidate.js";
import type { Passage } from "./document.js";
import type { SearchPlan } from "./query.js";
import type { TermMatch, TermMatchWeights } from "./term-match.js";

/** What one index term of a query adds to a passage's BM25 score; 0 when the passage lacks it. */
export interface TermShare {
  term: string;
  score: number;
}

/** One arm's opinion of a passage, and what fusion made of it. */
export interface ArmPlace extends ArmScore {
  /** The score mapped to 0..1 by the fusion; null when the passage stands below the hits that are fused. */
  normalised: number | null;
}

/** Why a passage went no further, told at the stage where it left. */
export type Departure =
  | { stage: "retrieval"; reason: "outside-filters" }
  | { stage: "retrieval"; reason: "below-arm-cut-offs"; hitsPerArm: number }
  | { stage: "retrieval"; reason: "below-candidates"; maxCandidates: number }
  | { stage: "ranking"; reason: "near-duplicate"; of: string; similarity: number }
  | { stage: "ranking"; reason: "over-document-cap"; maxPassagesPerDocument: number }
  | { stage: "ranking"; reason: "below-evidence"; maxEvidence: number };

/** One passage on its way through retrieval and ranking; null where it did not come that far. Ranks count from 1. */
export interface PassageExplanation {
  passage: Passage;
  /** The sub-query that found it best; the arms below are of this search. */
  query: string;
  /** The terms' scores add up to the score. */
  bm25: (ArmPlace & { terms: TermShare[] }) | null;
  dense: ArmPlace | null;
  /** Among the hits of all sub-queries; score 0..1. */
  fused: ArmScore | null;
  /** How it holds the question's words, and the score with that blended in. */
  termMatch: (TermMatch & { score: number }) | null;
  /** `normalised`: 0..1 between the lowest and the highest logit of the question. */
  crossEncoder: { logit: number; normalised: number } | null;
  /** After near-duplicate removal and the cross-encoder's blend, before cap and cut-off. */
  ranked: ArmScore | null;
  /** Among the evidence handed on. */
  finalRank: number | null;
  /** null for evidence. */
  departure: Departure | null;
}

/** How an arm's scores were mapped to 0..1 for fusion. */
export interface ArmScale {
  /** The arm's share in the fused score, 0..1. */
  weight: number;
  /** Scores that became 0 and 1; null for an arm without hits. */
  low: number | null;
  high: number | null;
}

export interface FusionExplanation {
  query: string;
  /** `min-max`: (score - low) / (high - low). `reciprocal-rank`: 61 / (60 + rank), for an arm of few hits. */
  method: "min-max" | "reciprocal-rank";
  bm25: ArmScale;
  dense: ArmScale;
}

export interface SearchExplanation {
  plan: SearchPlan;
  fusion: FusionExplanation[];
  /** Shares of the term match in the score after it; those of missing signals go to the fused score. */
  termMatchWeights: TermMatchWeights;
  /** The cross-encoder's share in the ranked score of what it has read, 0..1. */
  crossEncoderBlend: number;
  /** Parts that failed and were left out. */
  degraded: string[];
  /** Evidence in its final order, then what was dropped, the latest departure first. */
  passages: PassageExplanation[];
}

/** Why a document's passages are, or are not, among the evidence. */
export type DocumentExplanation =
  | { status: "not-indexed" | "ambiguous"; asked: string; nearest: string[] }
  | {
      status: "evidence" | "dropped";
      documentId: string;
      /** Query terms that none of its passages holds. */
      missingTerms: string[];
      /** Its passages, those that came furthest first. */
      passages: PassageExplanation[];
    };
