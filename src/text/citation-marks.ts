import { inlineCode, splitBlocks } from "./sentences.js";
import type { Span } from "./span.js";

/** `[3]` in an answer: the number and where it stands. */
export interface CitationMark extends Span {
  number: number;
}

// Not after a word, bracket or quote: `rows[0]` is an index, not a citation. Marks stand alone or in a row: `[1][2]`.
const MARKS = /(?<![\p{L}\p{N}_)"'`\]])(?:\[\d{1,4}\])+/gu;

/** Citation marks of a text, in order. Brackets inside code are not marks. */
export function findCitationMarks(text: string): CitationMark[] {
  if (!text.includes("[")) return [];
  const isCode = isInCode(text);
  const marks: CitationMark[] = [];
  for (const row of text.matchAll(MARKS)) {
    if (isCode(row.index)) continue;
    for (const mark of row[0].matchAll(/\[(\d+)\]/g)) {
      const start = row.index + mark.index;
      marks.push({ number: Number(mark[1]), start, end: start + mark[0].length });
    }
  }
  return marks;
}

/** Tells whether what stands at an offset of the text is code. */
export function isInCode(text: string): (offset: number) => boolean {
  const code = [...inlineCode(text), ...splitBlocks(text).filter((block) => block.kind === "code")];
  return (offset) => code.some(({ start, end }) => start <= offset && offset < end);
}

/** The text without its citation marks and the white space that set them off. */
export function removeCitationMarks(text: string): string {
  let result = "";
  let from = 0;
  for (const mark of findCitationMarks(text)) {
    result += text.slice(from, mark.start).replace(/(?<! ) +$|\n$/, "");
    from = mark.end;
  }
  return result + text.slice(from);
}

/** The sentence with marks before its closing punctuation: `Paris is large [1][2].` Code blocks get theirs below. */
export function addCitationMarks(sentence: string, numbers: number[]): string {
  const marks = numbers.map((number) => `[${number}]`).join("");
  if (!marks) return sentence;
  if (/(?:^|\n)[^\S\n]*(?:```|~~~)$/.test(sentence.trimEnd())) return `${sentence}\n${marks}`;
  const end = beforeEnding(sentence);
  return `${sentence.slice(0, end)} ${marks}${sentence.slice(end)}`;
}

/** Where the closing punctuation begins, with the white space before it; the sentence's end where there is none. */
function beforeEnding(sentence: string): number {
  let start = sentence.length;
  while (start > 0 && ".!?".includes(sentence[start - 1]!)) start--;
  return start < sentence.length ? sentence.slice(0, start).trimEnd().length : start;
}

/** Whether a sentence can be quoted with a mark: it has none of its own, and one added to it can be read back. */
export function canCarryMark(sentence: string): boolean {
  if (findCitationMarks(sentence).length > 0) return false;
  const marked = addCitationMarks(sentence, [1]);
  return findCitationMarks(marked).length === 1 && removeCitationMarks(marked) === sentence;
}
