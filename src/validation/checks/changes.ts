import type { AlignedWord, Alignment } from "./align.js";

/** Where a sentence and the passage part: words of the one that stand in the place of words of the other. */
export interface Change {
  claim: AlignedWord[];
  passage: AlignedWord[];
}

/** Share of a claim's words that stand in the passage in the same order, from which it is a copy with changes. */
const MIN_COPIED = 0.7;
const MAX_WORDS = 250;
const cache = new WeakMap<Alignment, Change[]>();

/**
 * What was changed of the passage's own words, by their longest common subsequence; empty when the claim is no copy.
 * Words of the passage before the first and after the last common one are left out: nobody has to quote a whole sentence.
 */
export function changesOf(alignment: Alignment): Change[] {
  let changes = cache.get(alignment);
  if (!changes) cache.set(alignment, (changes = compare(alignment.claimWords, alignment.closestWords)));
  return changes;
}

function compare(claim: readonly AlignedWord[], passage: readonly AlignedWord[]): Change[] {
  if (claim.length > MAX_WORDS || passage.length > MAX_WORDS) return [];
  const lengths = Array.from({ length: claim.length + 1 }, () => new Uint16Array(passage.length + 1));
  for (let i = claim.length - 1; i >= 0; i--) {
    for (let j = passage.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        claim[i]!.stem === passage[j]!.stem
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  if (lengths[0]![0]! < MIN_COPIED * claim.length) return [];
  const changes: Change[] = [];
  let open: Change = { claim: [], passage: [] };
  let isInside = false;
  let i = 0;
  let j = 0;
  while (i < claim.length && j < passage.length) {
    if (claim[i]!.stem === passage[j]!.stem) {
      if (open.claim.length > 0 || (isInside && open.passage.length > 0)) changes.push(open);
      [open, isInside] = [{ claim: [], passage: [] }, true];
      i++;
      j++;
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) open.claim.push(claim[i++]!);
    else open.passage.push(passage[j++]!);
  }
  open.claim.push(...claim.slice(i));
  if (open.claim.length > 0) changes.push({ ...open, passage: [...open.passage, ...passage.slice(j, j + 4)] });
  return changes;
}
