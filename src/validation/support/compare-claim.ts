import { stem, terms, words } from "../../text/tokens.js";
import type { Span } from "../../text/span.js";
import { type Alignment, align } from "../checks/align.js";
import type { NumberMention } from "../../text/number-mentions.js";
import { finish, type Steps } from "../../text/steps.js";
import { bestWindow, closestSentence, type EvidenceWindow } from "./evidence-window.js";
import { type EvidenceText, readEvidence, readText, type TextReading } from "./read-evidence.js";

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
  return finish(compareInSteps(readText(claim), evidence, readEvidence(evidence)));
}

/** The same in steps, for long texts. */
export function* compareInSteps(
  claim: TextReading,
  evidence: readonly EvidenceText[],
  all: TextReading,
): Steps<ClaimComparison | null> {
  const claimTerms = new Set(terms(claim.text));
  const window = yield* findWindow(claimTerms, evidence);
  if (!window) return null;
  const quote = evidence[window.index]!.text.slice(window.start, window.end);
  const sentence = closestSentence(claimTerms, quote);
  yield;
  const sentenceRecall = share([...claimTerms], new Set(terms(sentence)));
  const closest = readText(sentenceRecall >= SENTENCE_SUFFICES * window.recall ? sentence : quote);
  const read = yield* all.words.steps();
  const stems = words(claim.text).map(stem);
  const numbers = (yield* claim.numbers.steps()).all;
  if (numbers.length > 0) yield* closest.numbers.steps();
  yield;
  const signals = {
    recall: share([...claimTerms], read.terms),
    windowRecall: window.recall,
    sentenceRecall,
    bigramRecall: share(pairs(stems), read.pairs),
    missingNumbers: shareMissingNumbers(numbers, all),
    missingNames: 1 - share([...(yield* claim.names.steps())], read.terms, (name) => terms(name)),
    claimLength: Math.log1p(stems.length),
    evidenceLength: Math.log1p(read.count),
  };
  yield;
  return {
    signals,
    window: { index: window.index, start: window.start, end: window.end },
    alignment: align(claim, closest, all),
  };
}

/** Share of a claim's terms that the best window of the evidence holds, 0..1. */
export function windowRecall(claim: string, evidence: readonly EvidenceText[]): number {
  return finish(findWindow(new Set(terms(claim)), evidence))?.recall ?? 0;
}

function* findWindow(claimTerms: ReadonlySet<string>, evidence: readonly EvidenceText[]) {
  if (claimTerms.size === 0) return null;
  const windows: (EvidenceWindow & { index: number; value: number })[] = [];
  for (const [index, { title = "", text }] of evidence.entries()) {
    yield;
    const window = bestWindow(claimTerms, text);
    if (!window || window.recall === 0) continue;
    // Of equal windows the one under a title that names the subject is meant.
    windows.push({ ...window, index, value: window.recall + share([...claimTerms], new Set(terms(title))) });
  }
  return windows.sort((a, b) => b.value - a.value)[0] ?? null;
}

function shareMissingNumbers(numbers: readonly NumberMention[], evidence: TextReading): number {
  if (numbers.length === 0) return 0;
  const given = evidence.numbers.get();
  return numbers.filter((number) => !given.holds(number)).length / numbers.length;
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
