import { stem, tokenize, isStopWord } from "../../text/tokens.js";
import { isSameSubject } from "./align.js";
import type { Check } from "./check.js";

// Opening or closing conditions of a passage's sentence.
const CONDITION =
  /(?:^|[.;] |, )((?:only )?(?:if|when|unless|provided|as long as|in (?:one|some|a few|certain|this|these) \w+|on (?:one|some|small|large)\b)[^,.;]{4,80})(?=[,.;]|$)|\b((?:only (?:if|when|for|in|on|with|after|before)|unless|as long as|provided that)[^,.;]{4,80})/gi;

/** Whether the sentence leaves out a condition under which the passage says it: "only if", "unless", "in one study". */
export const checkConditions: Check = (alignment) => {
  if (!isSameSubject(alignment) || alignment.overlap < 0.75) return null;
  const { claim, closest, claimWords } = alignment;
  // A sentence that gives a condition of its own may say it in other words.
  if (/\b(?:if|when|unless|provided|as long as|only|in case|where|once)\b/i.test(claim)) return null;
  const said = new Set(claimWords.map((word) => word.stem));
  const countShared = sharedCounter(closest, said);
  for (const match of closest.matchAll(CONDITION)) {
    const condition = (match[1] ?? match[2])!;
    const content = tokenize(condition).filter(({ word }) => !isStopWord(word) && word.length > 1);
    if (content.length === 0 || content.some(({ word }) => said.has(stem(word)))) continue;
    if (countShared(match.index, match.index + match[0].length) < 2) continue;
    const reason = `The passage says it only "${condition.trim()}".`;
    return { kind: "condition", effect: "overstates", reason, span: { start: 0, end: claim.length } };
  }
  return null;
};

/** Counts the claim's content words in the sentence around a condition, without the condition itself. */
function sharedCounter(text: string, said: ReadonlySet<string>): (start: number, end: number) => number {
  const shared = tokenize(text).filter(({ word }) => !isStopWord(word) && said.has(stem(word)));
  const starts = shared.map((token) => token.start);
  const ends = shared.map((token) => token.end);
  const breaks = Array.from(text.matchAll(/\. /g), ({ index }) => index + 1);
  const stops = Array.from(text.matchAll(/[.!?](?=\s|$)/g), ({ index }) => index);
  const between = (from: number, to: number): number =>
    Math.max(0, countBelow(ends, to + 1) - countBelow(starts, from));
  return (start, end) =>
    between(breaks[countBelow(breaks, start + 2) - 1] ?? 0, start) +
    between(end, stops[countBelow(stops, end)] ?? text.length);
}

/** How many of the ascending values are less than a limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle]! < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
