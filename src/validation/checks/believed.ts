import type { WordSignals } from "../support/compare-claim.js";
import type { Finding } from "./check.js";

/**
 * Share of a claim's pairs of neighbouring words that have to stand in the evidence for every check to be believed
 * against the support model. Chosen on planted errors (`tune` half), the clean claim sets and the guide's claims:
 * docs/validation.md.
 */
const CLOSE_WORDING = 0.55;
/** What stays the same in any words. */
const ANY_WORDING: ReadonlySet<string> = new Set(["number", "unit", "date", "name", "code", "negation"]);

/**
 * Those findings that may overrule a model that finds a claim supported. A check lays the claim beside one place of the
 * evidence: where the claim keeps the wording of that place, what differs is what is wrong. A claim in other words may
 * draw on several places, and there most checks misread more often than they see.
 */
export function believed(findings: Finding[], { bigramRecall }: Pick<WordSignals, "bigramRecall">): Finding[] {
  return bigramRecall >= CLOSE_WORDING ? findings : findings.filter(({ kind }) => ANY_WORDING.has(kind));
}
