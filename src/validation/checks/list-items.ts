import { contentWords, stem } from "../../text/tokens.js";
import { isSameSubject } from "./align.js";
import type { Check } from "./check.js";

// Items of one to four words. Each word must end before the next begins: an optional blank would let a word be cut in any
// number of ways, and a long sentence take forever.
const ITEM = String.raw`[\p{L}\p{N}'’_-]+(?: [\p{L}\p{N}'’_-]+){0,3}`;
/** Of a longer list only the end is looked at. */
const MAX_ITEMS = 40;
/** "a, b and c" */
const SERIES = new RegExp(`(?<![\\p{L}\\p{N}'’_-])${ITEM}(?:, ${ITEM}){1,${MAX_ITEMS}},? (?:and|or) ${ITEM}`, "gu");

const MIN_OVERLAP = 0.75;

/** Whether each item of a series stands in the passage: "a, b and c" beside "a and b". */
export const checkListItems: Check = (alignment) => {
  if (!isSameSubject(alignment) || alignment.overlap < MIN_OVERLAP) return null;
  const { claim, known } = alignment;
  for (const series of claim.matchAll(SERIES)) {
    const items = series[0].split(/,? (?:and|or) |, /).map((item) => item.trim());
    if (items.length < 3) continue;
    const isKnown = (item: string): boolean => contentWords(item).some((word) => known.has(stem(word)));
    // The first and the last may run into the rest of the sentence.
    const missing = items.filter((item) => contentWords(item).length > 0 && !isKnown(item));
    if (missing.length !== 1 || missing[0] === items[0]) continue;
    const start = claim.indexOf(missing[0]!, series.index);
    const reason = `The passage does not list "${missing[0]}".`;
    return { kind: "list", effect: "adds", reason, span: { start, end: start + missing[0]!.length } };
  }
  return null;
};
