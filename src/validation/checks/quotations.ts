import { STOP_WORDS } from "../../text/stop-words.js";
import { words } from "../../text/tokens.js";
import type { Check } from "./check.js";

/** Straight marks are taken in pairs from the first on: what stands between two quotations is none. */
const QUOTED = /"([^"]*)"|“([^“”]*)”|«([^«»]*)»/gu;
/** Words left out, or put in by who quotes. */
const EDITED = /\[[^\]]*\]|…|\.{3}/gu;
const MIN_WORDS = 4;
/** Longer ones are two marks that belong to nothing. */
const MAX_LENGTH = 400;

/** Whether what stands in quotation marks stands in the passage, word for word. */
export const checkQuotations: Check = ({ claim, read: { evidence } }) => {
  for (const match of claim.matchAll(QUOTED)) {
    const quoted = (match[1] ?? match[2] ?? match[3])!;
    if (quoted.length > MAX_LENGTH || isTitle(quoted)) continue;
    const pieces = quoted.split(EDITED).map(words);
    const isHeld = (piece: string[]): boolean => evidence.words.get().line.includes(` ${piece.join(" ")} `);
    if (pieces.flat().length < MIN_WORDS || pieces.every((piece) => piece.length === 0 || isHeld(piece))) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    return { kind: "quotation", effect: "contradicts", reason: "The passage does not have these words.", span };
  }
  return null;
};

/** "Brown v. Board of Education": its spelling differs from place to place. */
function isTitle(quoted: string): boolean {
  const written = quoted.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
  const isSmall = (word: string): boolean => /^vs?$/.test(word) || STOP_WORDS.has(word);
  const capitals = written.filter((word) => /^[\p{Lu}\p{N}]/u.test(word));
  return capitals.length > 1 && written.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || isSmall(word));
}
