import { words } from "../../text/tokens.js";
import type { Check } from "./check.js";

const QUOTED = /["“«]([^"“”«»]{8,400})["”»]/gu;
const MIN_WORDS = 4;
/** A title, whose spelling differs from place to place. */
const TITLE =
  /^(?:\p{Lu}[\p{L}’'-]*|of|the|a|an|and|in|on|for|to|with)(?:\s+(?:[\p{Lu}\p{N}][\p{L}\p{N}’'-]*|of|the|a|an|and|in|on|for|to|with|at|by))*[!?.]?$/u;

/** Whether what stands in quotation marks stands in the passage, word for word. */
export const checkQuotations: Check = ({ claim, read: { evidence } }) => {
  for (const match of claim.matchAll(QUOTED)) {
    const quoted = words(match[1]!);
    if (
      quoted.length < MIN_WORDS ||
      TITLE.test(match[1]!.trim()) ||
      evidence.words.get().line.includes(` ${quoted.join(" ")} `)
    )
      continue;
    const span = { start: match.index, end: match.index + match[0].length };
    return { kind: "quotation", effect: "contradicts", reason: "The passage does not have these words.", span };
  }
  return null;
};
