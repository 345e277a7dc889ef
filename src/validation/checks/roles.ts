import { type Alignment, type AlignedWord, isSameSubject } from "./align.js";
import type { Check } from "./check.js";

const MIN_OVERLAP = 0.8;
const PASSIVE = /\b(?:is|are|was|were|been|being|be|got)\s+(?:\w+ly\s+)?\w+(?:ed|en|t|n|d)\b[^.;]*?\bby\b/i;

/**
 * Whether who did what to whom is as in the passage: "Paris beat London" beside "London beat Paris". Seen only where both
 * say it in nearly the same words, so that a different order means a different thing.
 */
export const checkRoles: Check = (alignment) => {
  const { overlap, claim, closest } = alignment;
  if (!isSameSubject(alignment) || overlap < MIN_OVERLAP || PASSIVE.test(claim) !== PASSIVE.test(closest)) return null;
  const order = positions(alignment);
  for (let middle = 1; middle < order.length - 1; middle++) {
    const centre = order[middle]!;
    const left = order[middle - 1]!;
    const right = order[middle + 1]!;
    // One word before and one after have changed places around the same centre, and stand close to it on both sides.
    const isSwapped = right.at < centre.at && centre.at < left.at && left.at - right.at <= REACH;
    if (!isSwapped || right.word.end - left.word.start > MAX_CHARACTERS || inSeries(alignment, left, right)) continue;
    const span = { start: left.word.start, end: right.word.end };
    const reason = `The passage has "${closest.slice(alignment.closestWords[right.at]!.start, alignment.closestWords[left.at]!.end)}", the other way round.`;
    return { kind: "roles", effect: "contradicts", reason, span };
  }
  return null;
};

const REACH = 14;
const MAX_CHARACTERS = 120;

interface Placed {
  word: AlignedWord;
  /** Index among the words of the closest sentences. */
  at: number;
}

/** Content words of the claim that stand exactly once in both, in the claim's order. */
function positions({ claimWords, closestWords }: Alignment): Placed[] {
  const once = (words: readonly AlignedWord[], stem: string): boolean => words.filter((w) => w.stem === stem).length === 1;
  return claimWords.flatMap((word) => {
    if (!word.isContent || !word.isMatched || !once(claimWords, word.stem) || !once(closestWords, word.stem)) return [];
    return [{ word, at: closestWords.findIndex((other) => other.stem === word.stem) }];
  });
}

/** "A, B and C" may be told in any order. */
function inSeries({ claim }: Alignment, left: Placed, right: Placed): boolean {
  const between = claim.slice(left.word.end, right.word.start);
  return /,|\b(?:and|or|with|by)\b/.test(between);
}
