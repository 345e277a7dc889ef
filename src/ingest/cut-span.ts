import { safeOffset, type Span, trimSpan } from "../text/span.js";

// What stands without white space for longer than this (data, some scripts) counts as several words.
const MAX_WORD_LENGTH = 12;

/** Number of words in a span: runs without white space, long ones counted once for every 12 characters. */
export function countWords(text: string, { start, end }: Span): number {
  let count = 0;
  for (const [run] of text.slice(start, end).matchAll(/\S+/g)) count += Math.ceil(run.length / MAX_WORD_LENGTH);
  return count;
}

/**
 * A span longer than `maxWords` in pieces that are not: cut at ends of lines, else at spaces, else between characters.
 * The pieces are trimmed and leave out nothing but white space.
 */
export function cutSpan(text: string, span: Span, maxWords: number): Span[] {
  const pieces: Span[] = [];
  for (let rest = trimSpan(text, span); rest;) {
    let cut = endOfWords(text, rest, maxWords);
    if (cut < rest.end) {
      const newline = text.lastIndexOf("\n", cut - 1);
      if (newline > (rest.start + cut) / 2) cut = newline;
    }
    pieces.push(trimSpan(text, { start: rest.start, end: cut })!);
    rest = trimSpan(text, { start: cut, end: rest.end });
  }
  return pieces;
}

/** Where the first `maxWords` words of a span end: past its start, and never inside a surrogate pair. */
function endOfWords(text: string, { start, end }: Span, maxWords: number): number {
  // Only so much is looked at, so that a file of one word takes linear time.
  const window = text.slice(start, Math.min(end, start + 2 * maxWords * MAX_WORD_LENGTH));
  let left = maxWords;
  let limit = start;
  for (const { 0: run, index } of window.matchAll(/\S+/g)) {
    const words = Math.ceil(run.length / MAX_WORD_LENGTH);
    if (words > left) {
      // A run that is too long for any piece is cut inside.
      return limit > start ? limit : safeOffset(text, start + index + left * MAX_WORD_LENGTH);
    }
    left -= words;
    limit = start + index + run.length;
  }
  return limit;
}
