import { stem, terms, words } from "../../text/tokens.js";
import type { Span } from "../../text/span.js";
import { type Alignment, align } from "../checks/align.js";
import { findNames } from "../../text/name-mentions.js";
import { findNumbers, isSameNumber } from "../../text/number-mentions.js";
import { bestWindow, closestSentence } from "./evidence-window.js";
import { type EvidenceText, readSentences } from "./read-evidence.js";

/** How much of a claim its evidence holds, in words. Shares are 0..1. */
export interface WordSignals {
  /** Claim terms found anywhere in the texts. */
  recall: number;
  /** Claim terms found in the best window of one to three neighbouring sentences. */
  windowRecall: number;
  /** Claim terms found in the best single sentence. */
  sentenceRecall: number;
  /** Pairs of neighbouring words of the claim found as neighbours in the texts. */
  bigramRecall: number;
  /** Share of the claim's numbers that no text holds. */
  missingNumbers: number;
  /** Share of the claim's names that no text holds. */
  missingNames: number;
  /** Logarithm of one more than the number of words. */
  claimLength: number;
  evidenceLength: number;
}

export interface ClaimComparison {
  signals: WordSignals;
  /** The window that supports the claim best: which text, and where in it. */
  window: { index: number } & Span;
  /** The claim beside the closest sentences, for the hard checks. */
  alignment: Alignment;
}

/** Share of the window's terms from which its best sentence is read alone: neighbours only confuse word-by-word checks. */
const SENTENCE_SUFFICES = 0.85;

/** Sets a claim beside its evidence; null when no text holds any of its terms. */
export function compareClaim(claim: string, evidence: readonly EvidenceText[]): ClaimComparison | null {
  const claimTerms = new Set(terms(claim));
  const window = findWindow(claimTerms, evidence);
  if (!window) return null;
  const quote = evidence[window.index]!.text.slice(window.start, window.end);
  const sentence = closestSentence(claimTerms, quote);
  const sentenceRecall = share([...claimTerms], new Set(terms(sentence)));
  const closest = sentenceRecall >= SENTENCE_SUFFICES * window.recall ? sentence : quote;
  const all = evidence.map(({ title = "", text }) => `${title}\n${text}`).join("\n");
  const known = new Set(evidence.flatMap(({ title = "", text }) => [...terms(title), ...termsOf(text)]));
  const stems = words(claim).map(stem);
  const evidenceStems = words(all).map(stem);
  return {
    signals: {
      recall: share([...claimTerms], known),
      windowRecall: window.recall,
      sentenceRecall,
      bigramRecall: share(pairs(stems), new Set(pairs(evidenceStems))),
      missingNumbers: shareMissingNumbers(claim, all),
      missingNames: 1 - share(findNames(claim), known, (name) => terms(name)),
      claimLength: Math.log1p(stems.length),
      evidenceLength: Math.log1p(evidenceStems.length),
    },
    window: { index: window.index, start: window.start, end: window.end },
    alignment: align(claim, closest, all, evidenceStems),
  };
}

function findWindow(claimTerms: ReadonlySet<string>, evidence: readonly EvidenceText[]) {
  if (claimTerms.size === 0) return null;
  const windows = evidence.flatMap(({ title = "", text }, index) => {
    const window = bestWindow(claimTerms, text);
    if (!window || window.recall === 0) return [];
    // Of equal windows the one under a title that names the subject is meant.
    return [{ ...window, index, value: window.recall + share([...claimTerms], new Set(terms(title))) }];
  });
  return windows.sort((a, b) => b.value - a.value)[0] ?? null;
}

function termsOf(text: string): string[] {
  return readSentences(text).flatMap((sentence) => sentence.terms);
}

function shareMissingNumbers(claim: string, evidence: string): number {
  const numbers = findNumbers(claim);
  if (numbers.length === 0) return 0;
  const given = findNumbers(evidence);
  return numbers.filter((number) => !given.some((other) => isSameNumber(number, other))).length / numbers.length;
}

function pairs(all: string[]): string[] {
  return all.slice(1).map((term, i) => `${all[i]} ${term}`);
}

/** Share of the items whose terms are all known; 1 for no items at all. */
function share(
  items: string[],
  known: ReadonlySet<string>,
  termsOf: (item: string) => string[] = (item) => [item],
): number {
  return items.length > 0
    ? items.filter((item) => termsOf(item).every((term) => known.has(term))).length / items.length
    : 1;
}
