import { type Span, safeOffset, trimSpan } from "./span.js";
import { finish, type Steps } from "./steps.js";

/**
 * Sentences of stored text, in order, without overlap and without white space at their ends.
 *
 * Lines are boundaries: extraction puts each paragraph, list item and table row on a line of its own. A fenced code
 * block is one unit. Inside a line `Intl.Segmenter` proposes boundaries; those after abbreviations and inside inline code,
 * or before a lower-case word, are taken back.
 */
export function splitSentences(text: string): Span[] {
  return finish(sentencesInSteps(text));
}

/** The same in steps, for long texts. */
export function* sentencesInSteps(text: string): Steps<Span[]> {
  const spans: Span[] = [];
  for (const block of splitBlocks(text)) {
    if (block.kind === "code") spans.push(block);
    else {
      for (const piece of shortPieces(text, block)) {
        spans.push(...splitPiece(text, piece));
        yield;
      }
    }
  }
  return spans;
}

export interface Block extends Span {
  kind: "code" | "list-item" | "line";
}

// Backticks after the opening ones make it inline code, as in CommonMark.
const FENCE = /^\s*(?:(```)(?!.*`)|(~~~))/;
const LIST_MARKER = /^\s*(?:[-*•]|\d{1,3}[.)])\s+/;

/** Lines and fenced code blocks of a text, in order, trimmed; blank lines are left out. */
export function splitBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let fence: { start: number; mark: string } | null = null;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, Math.min(end, start + 200));
    const opening = FENCE.exec(line);
    const mark = opening?.[1] ?? opening?.[2];
    if (fence) {
      if (mark === fence.mark) {
        blocks.push({ kind: "code", start: fence.start, end: trimSpan(text, { start, end })!.end });
        fence = null;
      }
    } else if (mark) {
      fence = { start: trimSpan(text, { start, end })!.start, mark };
    } else {
      const span = trimSpan(text, { start, end });
      if (span) blocks.push({ kind: LIST_MARKER.test(line) ? "list-item" : "line", ...span });
    }
    start = end + 1;
  }
  // A fence that never closes runs to the end, as in CommonMark.
  if (fence) {
    const span = trimSpan(text, { start: fence.start, end: text.length });
    if (span) blocks.push({ kind: "code", ...span });
  }
  return blocks;
}

// Intl.Segmenter takes quadratic time on long strings, so longer lines are handed over in pieces.
const MAX_SEGMENTED_LENGTH = 4_000;
const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

function splitPiece(text: string, piece: Span): Span[] {
  const spans: Span[] = [];
  const content = text.slice(piece.start, piece.end);
  const code = inlineCode(content);
  let start = 0;
  for (const { index, segment } of segmenter.segment(content)) {
    const end = index + segment.length;
    if (end < content.length && !endsSentence(content, start, end, code)) continue;
    const span = trimSpan(text, { start: piece.start + start, end: piece.start + end });
    if (span) spans.push(span);
    start = end;
  }
  return spans;
}

function shortPieces(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = [];
  while (end - start > MAX_SEGMENTED_LENGTH) {
    const window = text.slice(start, start + MAX_SEGMENTED_LENGTH);
    const stop = Math.max(window.lastIndexOf(". "), window.lastIndexOf("? "), window.lastIndexOf("! "));
    const space = window.lastIndexOf(" ");
    const length = stop > 0 ? stop + 2 : space > 0 ? space + 1 : MAX_SEGMENTED_LENGTH;
    const cut = safeOffset(text, start + length);
    pieces.push({ start, end: cut });
    start = cut;
  }
  pieces.push({ start, end });
  return pieces;
}

const ABBREVIATION =
  /(?:^|[\s(["'“])(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Mt|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|Rev|Hon|Inc|Ltd|Co|Corp|vs|v|cf|al|etc|approx|ca|Fig|Figs|Eq|Sec|Ch|No|Nos|Vol|pp|p|ed|eds|e\.g|i\.e|a\.k\.a|[A-Z]|(?:[A-Z]\.)+[A-Z])\.\s*$/;

function endsSentence(content: string, start: number, end: number, code: Span[]): boolean {
  const trimmedEnd = content.slice(0, end).trimEnd().length;
  if (code.some((span) => span.start < trimmedEnd && trimmedEnd < span.end)) return false;
  const sentence = content.slice(Math.max(start, end - 40), end);
  const next = content.slice(end, end + 24);
  if (/^["'”’)\]]*\p{Ll}/u.test(next)) return false;
  // A list marker such as "1." is not a sentence.
  if (/^\s*\d{1,3}[.)]\s*$/.test(content.slice(start, end))) return false;
  if (!ABBREVIATION.test(sentence)) return true;
  // "etc." and "Inc." may also end a sentence; a following capitalised function word says that they do.
  return /\b(?:etc|Inc|Ltd|Co|Corp|al|Jr|Sr|U\.S|U\.K|[ap]\.m)\.\s*$/.test(sentence) && SENTENCE_OPENER.test(next);
}

const SENTENCE_OPENER =
  /^(?:The|A|An|It|They|He|She|This|That|These|Those|In|On|At|For|But|And|However|When|While|If|There|We|You|As|By|With|After|Before|Since|His|Her|Its|Their)\b/;

/**
 * Spans between matching backticks on one line: a run of backticks is closed by the next one of the same length, or else as
 * many of its last ones as a later run has.
 */
export function inlineCode(text: string): Span[] {
  const spans: Span[] = [];
  let runs: Span[] = [];
  for (const { 0: mark, index } of text.matchAll(/`+|\n/g)) {
    if (mark !== "\n") {
      runs.push({ start: index, end: index + mark.length });
    } else if (runs.length > 0) {
      spans.push(...pairRuns(runs));
      runs = [];
    }
  }
  return [...spans, ...pairRuns(runs)];
}

/** Each length's runs are gone through once, so that a line of nothing but backticks takes no longer than another. */
function pairRuns(runs: readonly Span[]): Span[] {
  const spans: Span[] = [];
  const places = new Map<number, number[]>();
  // From the last to the first, so that the nearest is at the end.
  for (let i = runs.length - 1; i >= 0; i--) {
    const length = runs[i]!.end - runs[i]!.start;
    const known = places.get(length);
    if (known) known.push(i);
    else places.set(length, [i]);
  }
  for (let i = 0; i < runs.length; i++) {
    const { start, end } = runs[i]!;
    for (let from = start; from < end; from++) {
      const later = places.get(end - from) ?? [];
      while (later.length > 0 && later.at(-1)! <= i) later.pop();
      const closing = later.at(-1);
      if (closing === undefined) continue;
      spans.push({ start: from, end: runs[closing]!.end });
      i = closing;
      break;
    }
  }
  return spans;
}
