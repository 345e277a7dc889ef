import { STOP_WORDS } from "../../src/text/stop-words.js";
import { tokenize } from "../../src/text/tokens.js";

/** Keys beside each letter on a QWERTY keyboard. */
const NEIGHBOURS: Record<string, string> = Object.fromEntries(
  "q:wa w:qes e:wrd r:etf t:ryg y:tuh u:yij i:uok o:ipl p:ol a:qsz s:awdx d:serfc f:drtgv g:ftyhb h:gyujn j:huikm k:jiol l:kop z:asx x:zsdc c:xdfv v:cfgb b:vghn n:bhjm m:njk"
    .split(" ")
    .map((entry) => entry.split(":") as [string, string]),
);

/** Shorter words are seldom mistyped, and a slip leaves little of them. */
const MIN_LETTERS = 4;

/**
 * The question with a slip of the fingers in each of `count` content words: a neighbouring key, two letters swapped, one
 * left out or struck twice (the four slips of Damerau, 1964, on a keyboard). First letters stay, as do words with
 * digits. With equal random numbers, two slips are one slip and another. Null when there are too few such words.
 */
export function withTypos(question: string, count: number, random: () => number): string | null {
  const words = tokenize(question).filter(({ word, start, end }) => {
    const written = question.slice(start, end);
    return written.length >= MIN_LETTERS && /^[a-z]+$/i.test(written) && !STOP_WORDS.has(word);
  });
  if (words.length < count) return null;
  const slips: { start: number; end: number; text: string }[] = [];
  for (let i = 0; i < count; i++) {
    const [{ start, end }] = words.splice(Math.floor(random() * words.length), 1) as [(typeof words)[number]];
    slips.push({ start, end, text: slip(question.slice(start, end), random) });
  }
  // From the end, so that earlier offsets hold.
  return slips
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: word }) => text.slice(0, start) + word + text.slice(end), question);
}

function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  const kind = Math.floor(random() * 4);
  const letter = word[at]!;
  const before = word.slice(0, at);
  const after = word.slice(at + 1);
  if (kind === 0) return before + after;
  if (kind === 1) return before + letter + letter + after;
  // Equal letters swapped would be no slip.
  if (kind === 2 && after !== "" && after[0] !== letter) return before + after[0] + letter + after.slice(1);
  const keys = NEIGHBOURS[letter.toLowerCase()]!;
  const key = keys[Math.floor(random() * keys.length)]!;
  return before + (letter === letter.toLowerCase() ? key : key.toUpperCase()) + after;
}
