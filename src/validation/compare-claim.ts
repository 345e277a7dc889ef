import type { Span } from "../text/span.js";
import { stem, terms } from "../text/tokens.js";
import { bestWindow, closestSentence } from "./evidence-window.js";
import { findNames, swappedOpening } from "./name-mentions.js";
import { isNegated } from "./negation.js";
import { findNumbers, type NumberMention } from "./number-mentions.js";

export interface EvidenceText {
  /** Read before the text: names the subject that its sentences leave out. */
  title?: string;
  text: string;
}

/** How much of a claim its evidence holds; each 0..1. */
export interface SupportFeatures {
  /** Claim terms found in the best window of one to three neighbouring sentences. */
  windowRecall: number;
  /** Claim terms found anywhere in the texts. */
  recall: number;
  /** Pairs of neighbouring claim terms found as neighbours in the texts. */
  bigramRecall: number;
  /** Share of the claim's numbers that no text holds. */
  missingNumbers: number;
  /** Share of the claim's names that no text holds. */
  missingNames: number;
  /** 1 when the claim and the sentence closest to it disagree about being negated. */
  negationMismatch: number;
}

export interface ClaimComparison {
  features: SupportFeatures;
  /** The window that supports the claim best: which text, and where in it. */
  window: { index: number } & Span;
  /** Numbers and names of the claim that no text holds, as written. */
  missingNumbers: string[];
  missingNames: string[];
  /** Numbers of the window that the claim does not have; those that count what a missing one counts come first. */
  otherNumbers: string[];
}

/** Sets a claim beside its evidence; null when no text holds any of its terms. */
export function compareClaim(claim: string, evidence: EvidenceText[]): ClaimComparison | null {
  const claimTerms = new Set(terms(claim));
  const window = findWindow(claimTerms, evidence);
  if (!window) return null;

  const quote = evidence[window.index]!.text.slice(window.start, window.end);
  const all = evidence.map(({ title = "", text }) => `${title}\n${text}`).join("\n");
  const allTerms = terms(all);
  const known = new Set(allTerms);
  const opening = swappedOpening(claim, all);
  const names = [...(opening ? [opening] : []), ...findNames(claim)];
  const missingNames = names.filter((name) => !terms(name).every((term) => known.has(term)));
  const numbers = findNumbers(claim);
  const knownNumbers = new Set(findNumbers(all).map((number) => number.value));
  const missingNumbers = numbers.filter((number) => !knownNumbers.has(number.value));
  const claimedNumbers = new Set(numbers.map((number) => number.value));

  return {
    features: {
      windowRecall: window.recall,
      recall: share([...claimTerms], known),
      bigramRecall: share(pairs(terms(claim)), new Set(pairs(allTerms))),
      missingNumbers: numbers.length > 0 ? missingNumbers.length / numbers.length : 0,
      missingNames: names.length > 0 ? missingNames.length / names.length : 0,
      negationMismatch: Number(isNegated(claim) !== isNegated(closestSentence(claimTerms, quote))),
    },
    window: { index: window.index, start: window.start, end: window.end },
    missingNumbers: missingNumbers.map((number) => number.text),
    missingNames,
    otherNumbers: findNumbers(quote)
      .filter((number) => !claimedNumbers.has(number.value))
      .sort((a, b) => Number(countsAlike(b, missingNumbers[0])) - Number(countsAlike(a, missingNumbers[0])))
      .map((number) => number.text),
  };
}

function countsAlike({ counted }: NumberMention, missing: NumberMention | undefined): boolean {
  return counted !== "" && stem(counted) === stem(missing?.counted ?? "");
}

function findWindow(claimTerms: ReadonlySet<string>, evidence: EvidenceText[]) {
  if (claimTerms.size === 0) return null;
  const windows = evidence.flatMap(({ title = "", text }, index) => {
    const window = bestWindow(claimTerms, text);
    if (!window || window.recall === 0) return [];
    // Of equal windows the one under a title that names the subject is meant.
    return [{ ...window, index, value: window.recall + share([...claimTerms], new Set(terms(title))) }];
  });
  return windows.sort((a, b) => b.value - a.value)[0] ?? null;
}

function pairs(all: string[]): string[] {
  return all.slice(1).map((term, i) => `${all[i]} ${term}`);
}

function share(items: string[], known: ReadonlySet<string>): number {
  return items.length > 0 ? items.filter((item) => known.has(item)).length / items.length : 0;
}
