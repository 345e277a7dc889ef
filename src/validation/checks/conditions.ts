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
  const said = new Set(claimWords.map((word) => word.stem));
  for (const match of closest.matchAll(CONDITION)) {
    const condition = (match[1] ?? match[2])!;
    const content = tokenize(condition).filter(({ word }) => !isStopWord(word) && word.length > 1);
    if (content.length === 0 || content.some(({ word }) => said.has(stem(word)))) continue;
    // A sentence that gives a condition of its own may say it in other words.
    if (/\b(?:if|when|unless|provided|as long as|only|in case|where|once)\b/i.test(claim)) continue;
    const sentenceEnd = closest.slice(match.index + match[0].length).search(/[.!?](?:\s|$)/);
    const rest = closest.slice(
      match.index + match[0].length,
      sentenceEnd < 0 ? undefined : match.index + match[0].length + sentenceEnd,
    );
    const before = closest.slice(closest.lastIndexOf(". ", match.index) + 1, match.index);
    const shared = tokenize(before + rest).filter(({ word }) => !isStopWord(word) && said.has(stem(word)));
    if (shared.length < 2) continue;
    const reason = `The passage says it only "${condition.trim()}".`;
    return { kind: "condition", effect: "overstates", reason, span: { start: 0, end: claim.length } };
  }
  return null;
};
