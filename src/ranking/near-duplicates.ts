import type { Candidate } from "../domain/candidate.js";
import { words } from "../text/tokens.js";

const SHINGLE = 3;

/**
 * The candidates without those that repeat a better one: Jaccard similarity of their three-word shingles at or above
 * `threshold` (Broder, 1997). Order is kept.
 */
export function removeNearDuplicates(candidates: Candidate[], threshold: number): Candidate[] {
  const kept: { candidate: Candidate; shingles: Set<string> }[] = [];
  for (const candidate of candidates) {
    const own = shingles(candidate.passage.text);
    if (!kept.some((other) => similarity(own, other.shingles) >= threshold)) kept.push({ candidate, shingles: own });
  }
  return kept.map(({ candidate }) => candidate);
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
