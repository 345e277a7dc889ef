import type { AlignedWord } from "./align.js";
import { type Change, changesOf } from "./changes.js";
import type { Check } from "./check.js";

/**
 * Whether who did what to whom is as in the passage: "Paris beat London" beside "London beat Paris". Seen where the sentence
 * repeats the passage's words and two of them, or groups of them, have changed places.
 */
export const checkRoles: Check = (alignment) => {
  const { claim, closest } = alignment;
  const changes = changesOf(alignment);
  for (const [i, first] of changes.entries()) {
    for (const second of changes.slice(i + 1)) {
      if (!shares(first.claim, second.passage) || !shares(second.claim, first.passage)) continue;
      if (isSeries(alignment.claim, first, second) || isTurned(claim, closest)) continue;
      const [a, b] = [moved(first, second), moved(second, first)];
      const span = { start: first.claim[0]!.start, end: second.claim.at(-1)!.end };
      const reason = `The passage has "${a.map(({ word }) => word).join(" ")}" where the sentence has "${b.map(({ word }) => word).join(" ")}".`;
      return { kind: "roles", effect: "contradicts", reason, span };
    }
  }
  return null;
};

const PASSIVE = /\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|t|n|d)\b[^.;]{0,40}\bby\b/i;

/** Active for passive turns the order and keeps the roles. */
function isTurned(claim: string, closest: string): boolean {
  return PASSIVE.test(claim) !== PASSIVE.test(closest);
}

function shares(some: readonly AlignedWord[], others: readonly AlignedWord[]): boolean {
  const stems = new Set(others.filter(({ isContent }) => isContent).map(({ stem }) => stem));
  return some.some(({ stem, isContent }) => isContent && stems.has(stem));
}

function moved(from: Change, to: Change): AlignedWord[] {
  const stems = new Set(to.claim.map(({ stem }) => stem));
  return from.passage.filter(({ stem }) => stems.has(stem));
}

/** "A and B" may be told as "B and A". */
function isSeries(claim: string, first: Change, second: Change): boolean {
  const between = claim.slice(first.claim.at(-1)!.end, second.claim[0]?.start ?? first.claim.at(-1)!.end);
  return /^[\s,]*(?:and|or|,)?[\s,]*$/.test(between);
}
