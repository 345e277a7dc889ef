import { contentWords } from "../../text/tokens.js";

export type NotCheckable = "question" | "heading" | "transition" | "opinion" | "nothing said";

const TRANSITION =
  /^(?:here (?:is|are)|below (?:is|are)|the following|in (?:summary|short|conclusion)|to (?:summari[sz]e|sum up|conclude)|let(?:'s| us)|as follows|according to the (?:sources|documents|passages)|based on the (?:sources|documents|passages))\b[^.]*:?$/i;
const OPINION =
  /^(?:i (?:think|believe|feel|hope|would (?:say|suggest|recommend))|in my (?:opinion|view)|personally|i'm (?:sorry|happy|glad)|hope this helps|feel free|let me know|sure|certainly|of course|thanks|thank you)\b/i;
const MIN_WORDS = 2;

/**
 * Why a sentence states nothing that a passage could support; null for a claim. A heading with words of its own is no
 * claim either: it says what the next sentences are about.
 */
export function notCheckable(sentence: string): NotCheckable | null {
  const bare = sentence
    .replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, "")
    .replace(/[*_`]+/g, "")
    .trim();
  if (/^#{1,6}\s/.test(sentence.trim()) || /^\*\*[^*]+\*\*:?$/.test(sentence.trim())) return "heading";
  if (/\?["'”’)]*$/.test(bare)) return "question";
  if (OPINION.test(bare)) return "opinion";
  if (TRANSITION.test(bare) || (/:$/.test(bare) && contentWords(bare).length <= 6)) return "transition";
  return contentWords(bare).length < MIN_WORDS && !/\d/.test(bare) ? "nothing said" : null;
}
