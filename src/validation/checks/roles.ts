import type { AlignedWord, Alignment } from "./align.js";
import { type Change, changesOf } from "./changes.js";
import type { Check, Finding } from "./check.js";

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
  return turnedRound(alignment);
};

/** Furthest apart that three words may stand in the passage to be told the other way round. */
const REACH = 14;

/** Three words in a row that the passage has in the opposite order: "Denmark beat Sweden" beside "Sweden beat Denmark". */
function turnedRound({ claim, closest, claimWords, closestWords, overlap }: Alignment): Finding | null {
  if (overlap < MIN_OVERLAP || isTurned(claim, closest)) return null;
  const [own, others] = [placesOfSingle(claimWords), placesOfSingle(closestWords)];
  const placed = claimWords.flatMap((word) => {
    const at = word.isContent && own.has(word.stem) ? others.get(word.stem) : undefined;
    return at === undefined ? [] : [{ word, at }];
  });
  for (let i = 2; i < placed.length; i++) {
    const [a, b, c] = [placed[i - 2]!, placed[i - 1]!, placed[i]!];
    if (!(a.at > b.at && b.at > c.at) || a.at - c.at > REACH) continue;
    if (/[,;]|\b(?:and|or)\b/.test(claim.slice(a.word.end, c.word.start))) continue;
    const given = closest.slice(closestWords[c.at]!.start, closestWords[a.at]!.end);
    const span = { start: a.word.start, end: c.word.end };
    const reason = `The passage says "${given}", the sentence "${claim.slice(span.start, span.end)}".`;
    return { kind: "roles", effect: "contradicts", reason, span };
  }
  return null;
}

/** Where each stem stands that occurs once. */
function placesOfSingle(words: readonly AlignedWord[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [i, { stem }] of words.entries()) {
    if (places.has(stem)) repeated.add(stem);
    places.set(stem, i);
  }
  for (const stem of repeated) places.delete(stem);
  return places;
}

const MIN_OVERLAP = 0.85;

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
