import type { Block } from "./extracted-document.js";
import { linearizeUnmarkedTable } from "./linearize-table.js";
import { joinLines, type Vocabulary, vocabularyOf } from "./pdf-hyphens.js";
import type { PdfLine } from "./pdf-lines.js";

const MIN_HEADING_RATIO = 1.15;
const MAX_HEADING_LENGTH = 200;
const MAX_HEADING_LINES = 3;
const MIN_TABLE_ROWS = 3;
const MIN_CODE_LINES = 2;
/** White space that parts paragraphs, in usual distances of lines. */
const PARAGRAPH_GAP = 1.35;
const INDENT = 0.8;
const LIST_ITEM = /^(?:([-•‣◦▪–*])\s*|(\d{1,3})[.)]\s+)(?=\S)/;
/** `Introduction ......... 3`: a line of a table of contents. */
const LEADERS = /(?:\.{5,}|(?:\. ){5,}\.?|…{2,})\s*[\divxl]+$/;

/** What of a document's layout says how its lines belong together. */
interface Layout {
  bodySize: number;
  /** Usual distance of baselines, in font sizes. */
  leading: number;
  headingSizes: number[];
  vocabulary: Vocabulary;
}

/**
 * Paragraphs, headings (lines in larger type), list items, tables and code (lines in a monospaced font) from the lines of
 * a document. A paragraph that goes on on the next page is one block and its continuation, each with its page.
 */
export function pdfBlocks(pages: PdfLine[][]): Block[] {
  const lines = pages.flat().filter(({ text }) => !LEADERS.test(text));
  if (lines.length === 0) return [];
  const layout = readLayout(lines);
  const groups: PdfLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group && belongsTo(group, line, layout)) group.push(line);
    else groups.push([line]);
  }
  return groups.flatMap((group) => toBlocks(group, layout));
}

function readLayout(lines: PdfLine[]): Layout {
  const lengths = new Map<number, number>();
  for (const { fontSize, text } of lines) lengths.set(fontSize, (lengths.get(fontSize) ?? 0) + text.length);
  const [bodySize] = [...lengths].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  const distances = lines
    .map((line, i) => (i > 0 && line.page === lines[i - 1]!.page ? lines[i - 1]!.baseline - line.baseline : 0))
    .map((distance, i) => distance / lines[i]!.fontSize)
    .filter((distance) => distance > 0.5 && distance < 3)
    .sort((a, b) => a - b);
  const headingSizes = [...lengths.keys()].filter((size) => size >= MIN_HEADING_RATIO * bodySize).sort((a, b) => b - a);
  const leading = distances[Math.floor(distances.length / 2)] ?? 1.2;
  return { bodySize, leading, headingSizes, vocabulary: vocabularyOf(lines.map(({ text }) => text)) };
}

function belongsTo(group: PdfLine[], line: PdfLine, layout: Layout): boolean {
  const previous = group.at(-1)!;
  if (isHeading(previous, layout) || isHeading(line, layout)) {
    return previous.fontSize === line.fontSize && isBelow(previous, line, layout) && group.length < MAX_HEADING_LINES;
  }
  if (previous.isMonospaced !== line.isMonospaced) return false;
  // Blank lines are part of code.
  if (line.isMonospaced) return previous.page === line.page && previous.baseline - line.baseline < 4 * line.fontSize;
  if (previous.cells.length > 1 !== line.cells.length > 1) return false;
  if (line.cells.length > 1 && previous.page !== line.page) return false;
  if (LIST_ITEM.test(line.text)) return false;
  if (isBelow(previous, line, layout)) {
    const isIndented = line.left > previous.left + INDENT * line.fontSize;
    return !isIndented || LIST_ITEM.test(previous.text);
  }
  // On a new page or in the next column, a sentence goes on.
  const isBreak = previous.page !== line.page || line.baseline > previous.baseline;
  return isBreak && line.cells.length === 1 && !/[.!?:]["'”’)\]]*$/.test(previous.text);
}

function isHeading({ fontSize, isMonospaced }: PdfLine, { bodySize }: Layout): boolean {
  return fontSize >= MIN_HEADING_RATIO * bodySize && !isMonospaced;
}

function isBelow(previous: PdfLine, line: PdfLine, { leading }: Layout): boolean {
  const distance = previous.baseline - line.baseline;
  const size = Math.max(previous.fontSize, line.fontSize);
  return previous.page === line.page && distance > 0 && distance <= PARAGRAPH_GAP * Math.max(leading, 1.1) * size;
}

function toBlocks(group: PdfLine[], layout: Layout): Block[] {
  const [first] = group as [PdfLine];
  const { page } = first;
  if (isHeading(first, layout)) {
    const text = joinLines(texts(group), layout.vocabulary);
    const level = Math.min(6, layout.headingSizes.indexOf(first.fontSize) + 1);
    return [
      text.length <= MAX_HEADING_LENGTH ? { kind: "heading", level, text, page } : { kind: "paragraph", text, page },
    ];
  }
  if (first.isMonospaced && group.length >= MIN_CODE_LINES) {
    return [{ kind: "code", text: codeText(group), language: null, page }];
  }
  if (first.cells.length > 1 && group.length >= MIN_TABLE_ROWS) return tableRows(group);
  return paragraph(group, layout.vocabulary);
}

/** One block for each page that the lines stand on; a word broken between pages is whole on the first. */
function paragraph(group: PdfLine[], vocabulary: Vocabulary): Block[] {
  const parts: { page: number; lines: string[] }[] = [];
  for (const { page, text } of group) {
    const part = parts.at(-1);
    if (part?.page === page) part.lines.push(text);
    else if (part && /\p{L}[-\u00ad]$/u.test(part.lines.at(-1)!)) {
      const [, rest, others] = /^(\S+)\s*(.*)$/s.exec(text)!;
      part.lines.push(rest!);
      parts.push({ page, lines: others ? [others] : [] });
    } else parts.push({ page, lines: [text] });
  }
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ page, lines }, i): Block => {
      const text = joinLines(lines, vocabulary);
      if (i > 0) return { kind: "paragraph", text, page, continues: true };
      const [mark, , number] = LIST_ITEM.exec(text) ?? [];
      if (mark === undefined || mark.length === text.length) return { kind: "paragraph", text, page };
      return { kind: "list-item", text: text.slice(mark.length), marker: number ? `${number}.` : "-", depth: 0, page };
    });
}

function tableRows(group: PdfLine[]): Block[] {
  const { page } = group[0]!;
  return linearizeUnmarkedTable(group.map(({ cells }) => cells)).map((text) => ({ kind: "table-row", text, page }));
}

/** Code keeps its lines, and its indentation: as many spaces as characters fit in. */
function codeText(group: PdfLine[]): string {
  const left = Math.min(...group.map((line) => line.left));
  return group
    .map((line, i) => {
      const above = group[i - 1];
      const isApart = above && above.baseline - line.baseline > 1.9 * line.fontSize;
      const width = (line.right - line.left) / Math.max(1, line.text.length);
      const indentation = Math.min(40, Math.round((line.left - left) / Math.max(1, width)));
      return `${isApart ? "\n" : ""}${" ".repeat(indentation)}${line.text}`;
    })
    .join("\n");
}

function texts(lines: PdfLine[]): string[] {
  return lines.map(({ text }) => text);
}
