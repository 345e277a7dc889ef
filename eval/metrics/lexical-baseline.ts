import { terms } from "../../src/text/tokens.js";

/**
 * The score every trained support check has to beat: the share, 0..1, of a claim's distinct content words (stemmed)
 * that occur anywhere in its evidence. 0 for a claim without content words.
 */
export function lexicalSupport(claim: string, evidence: readonly string[]): number {
  const claimTerms = new Set(terms(claim));
  if (claimTerms.size === 0) return 0;
  const evidenceTerms = new Set(evidence.flatMap(terms));
  return [...claimTerms].filter((term) => evidenceTerms.has(term)).length / claimTerms.size;
}
