import type { Passage } from "./document.js";

/** One arm's opinion of a passage: rank from 1, score on the arm's own scale. */
export interface ArmScore {
  rank: number;
  score: number;
}

/** A retrieved passage with everything that put it there. */
export interface Candidate {
  passage: Passage;
  /** Fused score, 0..1 within one search. */
  score: number;
  bm25: ArmScore | null;
  dense: ArmScore | null;
}

/** A sentence of a passage with its answer score. */
export interface ScoredSentence {
  text: string;
  /** `passage.text.slice(start, end) === text`. */
  start: number;
  end: number;
  /** How well the sentence answers the question: a probability-like 0..1, comparable across passages. */
  score: number;
}

/** A passage good enough to answer from, with its sentences scored. */
export interface Evidence extends Candidate {
  /** Cross-encoder logit for (question, passage); null when the cross-encoder did not run. */
  relevance: number | null;
  /** Scored sentences in reading order; empty for evidence too low in the ranking to be read closely. */
  sentences: ScoredSentence[];
}
