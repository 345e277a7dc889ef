import type { Candidate } from "../domain/candidate.js";
import { words } from "../text/tokens.js";

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
  const kept: { candidate: Candidate; shingles: Set<string> }[] = [];
  for (const candidate of candidates) {
    const own = shingles(candidate.passage.text);
    const known = kept.find((other) => similarity(own, other.shingles) >= threshold);
    if (known) repeats.push({ candidate, of: known.candidate, similarity: similarity(own, known.shingles) });
    else kept.push({ candidate, shingles: own });
  }
  return { distinct: kept.map(({ candidate }) => candidate), repeats };
}

function shingles(text: string): Set<string> {
  const all = words(text);
  if (all.length < SHINGLE) return new Set([all.join(" ")]);
  return new Set(all.slice(SHINGLE - 1).map((_, i) => all.slice(i, i + SHINGLE).join(" ")));
}

function similarity(a: Set<string>, b: Set<string>): number {
  // Very different sizes cannot be similar; most pairs end here.
  if (Math.min(a.size, b.size) < 0.5 * Math.max(a.size, b.size)) return 0;
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common++;
  return common / (a.size + b.size - common);
}
