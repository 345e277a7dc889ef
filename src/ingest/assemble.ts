import { removeControlCharacters } from "../text/control-characters.js";
import type { Span } from "../text/span.js";
import { words } from "../text/tokens.js";
import type { Block, ExtractedDocument } from "./extracted-document.js";

/** A block in its place: `text.slice(start, end)` of the stored text. */
export interface PlacedBlock extends Span {
  kind: Block["kind"];
  /** Headings above the block, outermost first, without the document's title; a heading's own text is the last. */
  headingPath: string[];
}

/** A document's stored text and where its blocks are in it. */
export interface DocumentStructure {
  text: string;
  blocks: PlacedBlock[];
  /** Where the text of each page starts, in order; empty in formats without pages. */
  pages: { page: number; start: number }[];
}

const MAX_HEADING_LENGTH = 200;
const MAX_CODE_LENGTH = 1_500;
const MAX_INDENTED_DEPTH = 4;
const INNER_FENCE = /^\s*```/m;

/**
 * Writes blocks as the stored text, in the form that `text/sentences.ts` reads: one line a block, blank lines between
 * blocks, but none between list items or table rows that follow one another; `- ` or `1. ` before list items, and a
 * fence around code.
 */
export function assemble({ title, blocks }: Pick<ExtractedDocument, "title" | "blocks">): DocumentStructure {
  const pieces: string[] = [];
  const placed: PlacedBlock[] = [];
  const pages: DocumentStructure["pages"] = [];
  const headings: { level: number; text: string }[] = [];
  const titleWords = words(title).join(" ");
  let length = 0;
  let previous: Block["kind"] | null = null;

  const append = (piece: string): void => {
    pieces.push(piece);
    length += piece.length;
  };

  for (const block of blocks.flatMap(clean)) {
    if (block.kind === "heading") {
      while (headings.length > 0 && headings.at(-1)!.level >= block.level) headings.pop();
      if (words(block.text).join(" ") !== titleWords) headings.push(block);
    }
    const last = placed.at(-1);
    const isContinuation = block.kind === "paragraph" && block.continues && last && isContinued(last);
    const isRun = block.kind === previous && (block.kind === "list-item" || block.kind === "table-row");
    if (previous) append(isContinuation ? " " : isRun ? "\n" : "\n\n");
    if (block.kind === "list-item") append("  ".repeat(Math.min(block.depth, MAX_INDENTED_DEPTH)));
    const start = length;
    if (block.page !== undefined && pages.at(-1)?.page !== block.page) pages.push({ page: block.page, start });
    append(render(block));
    if (isContinuation) {
      last.end = length;
      continue;
    }
    placed.push({ kind: block.kind, headingPath: headings.map(({ text }) => text), start, end: length });
    previous = block.kind;
  }
  return { text: pieces.join(""), blocks: placed, pages };
}

function isContinued({ kind }: PlacedBlock): boolean {
  return kind === "paragraph" || kind === "list-item";
}

/** The block without what cannot be shown; nothing when that leaves nothing, several when it is overlong code. */
function clean(block: Block): Block[] {
  if (block.kind === "code") return cleanCode(block.text).map((text) => ({ ...block, text }));
  const text = removeControlCharacters(block.text.replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/\s+/g, " "))
    .replace(/\s+([.,;:!?])(?=\s|$)/g, "$1")
    .trim()
    // At the head of a line these would open a code block.
    .replace(/^(?:(?:`{3,}|~{3,})\s*)+/, "");
  if (!text) return [];
  if (block.kind === "heading" && text.length > MAX_HEADING_LENGTH)
    return [{ kind: "paragraph", text, page: block.page }];
  return [{ ...block, text }];
}

/** Overlong code is cut between lines, at blank ones where there are any, so that each part is a whole block. */
function cleanCode(code: string): string[] {
  const text = removeControlCharacters(code).replace(/[\u00a0\u2028\u2029]/g, " ");
  // One of the two fences must be free to stand around it.
  const lines = (INNER_FENCE.test(text) ? text.replace(/^([^\S\n]*)(?:~{3,}[^\S\n]*)+/gm, "$1") : text)
    .split("\n")
    .map((line) => line.trimEnd());
  const parts: string[][] = [[]];
  let length = 0;
  for (const line of lines) {
    const isFull = length + line.length > MAX_CODE_LENGTH || (length > MAX_CODE_LENGTH / 2 && !line);
    if (isFull && length > 0) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)!.push(line);
    length += line.length + 1;
  }
  return parts.map((part) => part.join("\n").replace(/^(?:[ \t]*\n)+|\s+$/g, "")).filter(Boolean);
}

function render(block: Block): string {
  if (block.kind === "list-item") return `${block.marker} ${block.text}`;
  if (block.kind !== "code") return block.text;
  const fence = INNER_FENCE.test(block.text) ? "~~~" : "```";
  return `${fence}${block.language ?? ""}\n${block.text}\n${fence}`;
}
