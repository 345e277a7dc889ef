import type { Verdict } from "../domain/answer.js";
import { logisticScore } from "../domain/logistic.js";
import type { Span } from "../text/span.js";
import { type ClaimComparison, compareClaim, type EvidenceText, type SupportFeatures } from "./compare-claim.js";
import model from "./support-model.v1.json" with { type: "json" };

export interface ClaimCheck {
  verdict: Exclude<Verdict, "uncited">;
  /** Probability-like support, 0..1. */
  score: number;
  /** In words for a reader: "The passage says 1889, the sentence 1899." */
  reason: string;
  /** Which text supports the claim best, and where; null when nothing in them bears on it. */
  evidence: ({ index: number } & Span) | null;
}

/** From here a claim counts as supported; chosen with the coefficients. */
export const SUPPORT_THRESHOLD = model.threshold;

/** Window recall from which claim and passage speak of the same thing, so that a difference is a contradiction. */
const SAME_SUBJECT = 0.6;

/**
 * Checks one claim against the texts it cites, without a language model: word for word first, then by how much of it a
 * few neighbouring sentences hold, with numbers, names and negation looked at on their own.
 */
export function checkClaim(claim: string, evidence: EvidenceText[]): ClaimCheck {
  const verbatim = findVerbatim(claim, evidence);
  if (verbatim) {
    return { verdict: "supported", score: 1, reason: "It stands word for word in the passage.", evidence: verbatim };
  }
  const comparison = compareClaim(claim, evidence);
  if (!comparison) {
    return { verdict: "unsupported", score: 0, reason: "The passage does not speak of this.", evidence: null };
  }
  const score = supportScore(comparison.features);
  return { ...judge(score, comparison), score, evidence: comparison.window };
}

/** Logistic model; coefficients fitted by scripts/fit/fit-support-model.ts. */
export function supportScore(features: SupportFeatures): number {
  return logisticScore(model, features);
}

function judge(score: number, comparison: ClaimComparison): Pick<ClaimCheck, "verdict" | "reason"> {
  const { features, missingNumbers, missingNames, otherNumbers } = comparison;
  const sameSubject = features.windowRecall >= SAME_SUBJECT;
  const [number] = missingNumbers;
  if (number !== undefined) {
    const [instead] = otherNumbers;
    if (sameSubject && instead !== undefined) {
      return { verdict: "contradicted", reason: `The passage says ${instead}, the sentence ${number}.` };
    }
    return { verdict: "unsupported", reason: `The passage does not give the figure ${number}.` };
  }
  const [name] = missingNames;
  if (name !== undefined) {
    // Of claims whose words are there but a name is not, fewer than half are supported (evals of attribution).
    const verdict = score >= SUPPORT_THRESHOLD ? "partial" : "unsupported";
    return { verdict, reason: `The passage does not mention "${name}".` };
  }
  if (features.negationMismatch > 0 && sameSubject) {
    return { verdict: "contradicted", reason: "One of sentence and passage denies what the other says." };
  }
  if (score >= SUPPORT_THRESHOLD) return { verdict: "supported", reason: "The passage holds what the sentence says." };
  if (score >= SUPPORT_THRESHOLD / 2) {
    return { verdict: "partial", reason: "The passage holds only part of what the sentence says." };
  }
  return { verdict: "unsupported", reason: "The passage does not say this." };
}

function findVerbatim(claim: string, evidence: EvidenceText[]): ClaimCheck["evidence"] {
  for (const [index, { text }] of evidence.entries()) {
    const start = claim ? text.indexOf(claim) : -1;
    if (start >= 0) return { index, start, end: start + claim.length };
  }
  return null;
}
