import type { Candidate } from "../domain/candidate.js";
import { words } from "../text/tokens.js";
import { readTerms } from "./read-terms.js";

const SHINGLE = 3;

export interface Repeat {
  candidate: Candidate;
  /** The better candidate that it repeats. */
  of: Candidate;
  /** Jaccard similarity of the two, 0..1. */
  similarity: number;
}

/** The candidates without those that repeat a better one. Order is kept. */
export function removeNearDuplicates(candidates: Candidate[], threshold: number): Candidate[] {
  return separateNearDuplicates(candidates, threshold).distinct;
}

/**
 * Candidates parted into those to keep and those that repeat a better one: Jaccard similarity of their three-word
 * shingles at or above `threshold` (Broder, 1997). Order is kept in both.
 */
export function separateNearDuplicates(
  candidates: Candidate[],
  threshold: number,
): { distinct: Candidate[]; repeats: Repeat[] } {
  const repeats: Repeat[] = [];
  const kept: Compared[] = [];
  // Where in `kept` each term stands: what two texts share is counted for all of them at once.
  const holders = new Map<string, number[]>();
  for (const candidate of candidates) {
    const own = toCompared(candidate);
    const shared = new Uint32Array(kept.length);
    for (const term of own.terms) for (const holder of holders.get(term) ?? []) shared[holder]!++;
    const known = kept.find(
      (other, i) => greatestSimilarity(own, other, shared[i]!) >= threshold && similarity(own, other) >= threshold,
    );
    if (known) {
      repeats.push({ candidate, of: known.candidate, similarity: similarity(own, known) });
      continue;
    }
    for (const term of own.terms) {
      const places = holders.get(term);
      if (places) places.push(kept.length);
      else holders.set(term, [kept.length]);
    }
    kept.push(own);
  }
  return { distinct: kept.map(({ candidate }) => candidate), repeats };
}

interface Compared {
  candidate: Candidate;
  terms: ReadonlySet<string>;
  wordCount: number;
  /** Made when a similarity is asked for, which is seldom. */
  shingles(): ReadonlySet<string>;
}

function toCompared(candidate: Candidate): Compared {
  const { text } = candidate.passage;
  const { terms, wordCount } = readTerms(text);
  let made: Set<string> | undefined;
  return { candidate, terms: new Set(terms), wordCount, shingles: () => (made ??= shingles(text)) };
}

/**
 * What the similarity of two texts is at most, by the terms they share. Of the `m` terms that the other text lacks, take the
 * first place of each: at least `m - 2` shingles touch one of these places (those that would begin before the text or end
 * behind it are missing), no two of them are equal, and none of them is the other text's.
 */
function greatestSimilarity(a: Compared, b: Compared, shared: number): number {
  if (a.wordCount < SHINGLE || b.wordCount < SHINGLE) return 1;
  const [ownOfA, ownOfB] = [ownShingles(a, shared), ownShingles(b, shared)];
  const common = Math.max(0, Math.min(a.wordCount - ownOfA, b.wordCount - ownOfB) - (SHINGLE - 1));
  return common === 0 ? 0 : common / (common + ownOfA + ownOfB);
}

function ownShingles({ terms }: Compared, shared: number): number {
  return Math.max(0, terms.size - shared - (SHINGLE - 1));
}

function shingles(text: string): Set<string> {
  const all = words(text);
  if (all.length < SHINGLE) return new Set([all.join(" ")]);
  return new Set(all.slice(SHINGLE - 1).map((_, i) => all.slice(i, i + SHINGLE).join(" ")));
}

function similarity(one: Compared, other: Compared): number {
  const [a, b] = [one.shingles(), other.shingles()];
  // Very different sizes cannot be similar; most pairs end here.
  if (Math.min(a.size, b.size) < 0.5 * Math.max(a.size, b.size)) return 0;
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common++;
  return common / (a.size + b.size - common);
}
