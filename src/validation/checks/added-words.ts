import { wordsOfParts } from "./align.js";
import type { Check } from "./check.js";

const CLAUSE =
  /(?:,\s+|;\s|\s+(?:because|so that|in order to|which|who|thanks to|due to|as a result of|even though|although)\s+|\s[–—-]\s|\s\()/gi;
const MIN_CONTENT = 3;
const MAX_KNOWN = 0.45;
const MIN_REST = 0.8;

/** Whether one clause of a sentence says what no part of the passage does, while the rest is nearly its own words. */
export const checkAddedWords: Check = (alignment) => {
  const { claim, claimWords, known } = alignment;
  const cuts = Array.from(claim.matchAll(CLAUSE), ({ index }) => index);
  const edges = [0, ...cuts, claim.length];
  const parts = edges.slice(1).map((end, i) => ({ start: edges[i]!, end }));
  const contents = wordsOfParts(
    claimWords.filter(({ isContent }) => isContent),
    parts,
  );
  const shares = parts.map((part, i) => {
    const content = contents[i]!;
    const held = content.filter(({ stem }) => known.has(stem)).length;
    return { part, count: content.length, share: content.length > 0 ? held / content.length : 1 };
  });
  const added = shares.find(({ count, share }) => count >= MIN_CONTENT && share <= MAX_KNOWN);
  if (!added) return null;
  const rest = shares.filter((other) => other !== added && other.count > 0);
  const restShare =
    rest.reduce((sum, { count, share }) => sum + count * share, 0) /
    Math.max(
      1,
      rest.reduce((sum, { count }) => sum + count, 0),
    );
  const restCount = rest.reduce((sum, { count }) => sum + count, 0);
  if (restCount < MIN_CONTENT || restShare < MIN_REST) return null;
  const said = claim
    .slice(added.part.start, added.part.end)
    .replace(/^[\s,;(–—-]+|[\s.,;)]+$/g, "")
    .trim();
  return { kind: "clause", effect: "adds", reason: `The passage does not say "${said}".`, span: added.part };
};
