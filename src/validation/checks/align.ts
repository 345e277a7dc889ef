import { isStopWord, stem, tokenize } from "../../text/tokens.js";
import type { Span } from "../../text/span.js";
import type { TextReading } from "../support/read-evidence.js";

/** A word with what the checks ask of it. */
export interface AlignedWord extends Span {
  /** Lower-cased and folded. */
  word: string;
  /** Porter stem; the word itself for words with digits. */
  stem: string;
  /** Whether it carries content: no stop word, no number, no single letter. */
  isContent: boolean;
  /** Whether the other side has the same stem. */
  isMatched: boolean;
}

/** A claim and the sentences of its evidence that come closest to it, word by word. */
export interface Alignment {
  claim: string;
  /** One to three neighbouring sentences of the evidence. */
  closest: string;
  /** The claim, the closest sentences and all that the claim cites, titles included. */
  read: { claim: TextReading; closest: TextReading; evidence: TextReading };
  claimWords: AlignedWord[];
  closestWords: AlignedWord[];
  /** Stems of all of the evidence. */
  known: ReadonlySet<string>;
  /** Share of the claim's content words that the closest sentences hold, 0..1. */
  overlap: number;
}

/** Overlap from which claim and sentences speak of the same thing, so that a difference is a contradiction. */
export const SAME_SUBJECT = 0.6;

export function align(claim: TextReading, closest: TextReading, evidence: TextReading): Alignment {
  const claimWords = readWords(claim.text);
  const closestWords = readWords(closest.text);
  match(claimWords, closestWords);
  match(closestWords, claimWords);
  const content = claimWords.filter(({ isContent }) => isContent);
  const matched = content.filter(({ isMatched }) => isMatched);
  return {
    ...{ claim: claim.text, closest: closest.text, claimWords, closestWords },
    read: { claim, closest, evidence },
    known: evidence.words.get().stems,
    overlap: content.length > 0 ? matched.length / content.length : 0,
  };
}

/** The words that lie within each of the parts; both are in order, and no part overlaps another. */
export function wordsOfParts(words: readonly AlignedWord[], parts: readonly Span[]): AlignedWord[][] {
  let next = 0;
  return parts.map((part) => {
    const within: AlignedWord[] = [];
    for (; next < words.length && words[next]!.end <= part.end; next++) {
      if (words[next]!.start >= part.start) within.push(words[next]!);
    }
    return within;
  });
}

export function isSameSubject({ overlap }: Alignment): boolean {
  return overlap >= SAME_SUBJECT;
}

const SCOPE = 5;

/** The content word that a word such as "not", "all" or "may" bears on: the next one that both sides have. */
export function headOf(words: readonly AlignedWord[], index: number, reach = SCOPE): AlignedWord | null {
  for (const word of words.slice(index + 1, index + 1 + reach)) if (word.isContent && word.isMatched) return word;
  return null;
}

const places = new WeakMap<readonly AlignedWord[], Map<string, number[]>>();

/** Where a stem stands among the words. */
function placesOf(words: readonly AlignedWord[], stem: string): readonly number[] {
  let known = places.get(words);
  if (!known) {
    known = new Map();
    for (const [i, word] of words.entries()) {
      const found = known.get(word.stem);
      if (found) found.push(i);
      else known.set(word.stem, [i]);
    }
    places.set(words, known);
  }
  return known.get(stem) ?? [];
}

/** Words before each occurrence of a stem, nearest first, within reach and the same clause. */
export function contextsBefore(
  text: string,
  words: readonly AlignedWord[],
  stem: string,
  reach = SCOPE,
): AlignedWord[][] {
  return placesOf(words, stem).map((i) => {
    const before: AlignedWord[] = [];
    for (let j = i - 1; j >= Math.max(0, i - reach); j--) {
      if (/[.;:!?](?:\s|$)/.test(text.slice(words[j]!.end, words[j + 1]!.start))) break;
      before.push(words[j]!);
    }
    return before;
  });
}

function readWords(text: string): AlignedWord[] {
  return tokenize(text).map(({ word, start, end }) => ({
    ...{ word, start, end, stem: stem(word), isMatched: false },
    isContent: word.length > 1 && !isStopWord(word) && !/^\d+$/.test(word),
  }));
}

function match(words: AlignedWord[], others: readonly AlignedWord[]): void {
  const stems = new Set(others.map((other) => other.stem));
  for (const word of words) word.isMatched = stems.has(word.stem);
}
