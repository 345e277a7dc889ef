import type { Passage } from "../domain/document.js";
import { splitSentences } from "../text/sentences.js";
import type { Span } from "../text/span.js";
import type { DocumentStructure, PlacedBlock } from "./assemble.js";
import { countWords, cutSpan } from "./cut-span.js";

export interface ChunkSettings {
  /** Size to fill passages up to, in words. */
  maxWords: number;
  /** Sentences that a passage repeats from the end of the one before it, 0 for none. */
  overlapSentences: number;
}

export type Chunk = Pick<Passage, "headingPath" | "page" | "start" | "end" | "text"> & { ordinal: number };

/** What is not divided: a sentence, a list item, a table row or a code block. */
interface Unit extends Span {
  words: number;
  isSentence: boolean;
}

// A section up to this much over the size stays whole: two halves would say less than one passage.
const TOLERANCE = 1.25;
// Longer sentences are not repeated: the passage would be mostly overlap.
const MAX_OVERLAP_WORDS = 60;

/**
 * Cuts a document into passages of whole sentences, none of which crosses a heading, or the end of a page but within a
 * paragraph that goes on overleaf. A section longer than `maxWords` is filled up to it passage by passage; its last two passages share evenly what is left.
 */
export function chunk({ text, blocks, pages }: DocumentStructure, settings: ChunkSettings): Chunk[] {
  const chunks: Chunk[] = [];
  for (const section of sections(blocks, pages)) {
    const units = section.flatMap((block) => unitsOf(text, block, settings.maxWords));
    for (const { start, end, ownStart } of pack(units, settings)) {
      const headingPath = section[0]!.headingPath;
      chunks.push({
        ordinal: chunks.length,
        headingPath,
        page: pageAt(pages, ownStart),
        start,
        end,
        text: text.slice(start, end),
      });
    }
  }
  return chunks;
}

function pageAt(pages: DocumentStructure["pages"], offset: number): number | null {
  return pages.findLast(({ start }) => start <= offset)?.page ?? null;
}

/** Blocks between two headings, without the headings, or on one page. */
function sections(blocks: PlacedBlock[], pages: DocumentStructure["pages"]): PlacedBlock[][] {
  const pageStarts = new Set(pages.map(({ start }) => start));
  const result: PlacedBlock[][] = [[]];
  for (const block of blocks) {
    if (block.kind === "heading" || pageStarts.has(block.start)) result.push([]);
    if (block.kind !== "heading") result.at(-1)!.push(block);
  }
  return result.filter((section) => section.length > 0);
}

function unitsOf(text: string, block: PlacedBlock, maxWords: number): Unit[] {
  const isWhole = block.kind !== "paragraph" && countWords(text, block) <= 2 * maxWords;
  const spans = isWhole || block.kind === "code" ? [{ start: block.start, end: block.end }] : sentences(text, block);
  return spans
    .flatMap((span) => cutSpan(text, span, 2 * maxWords))
    .map((span) => ({ ...span, words: countWords(text, span), isSentence: block.kind === "paragraph" }));
}

function sentences(text: string, { start, end }: Span): Span[] {
  return splitSentences(text.slice(start, end)).map((span) => ({ start: start + span.start, end: start + span.end }));
}

/** A passage, and where what it does not repeat begins. */
interface PackedSpan extends Span {
  ownStart: number;
}

function pack(units: Unit[], { maxWords, overlapSentences }: ChunkSettings): PackedSpan[] {
  const passages: PackedSpan[] = [];
  let left = units.reduce((sum, unit) => sum + unit.words, 0);
  let next = 0;
  while (next < units.length) {
    const size = left <= TOLERANCE * maxWords ? left : left <= 2 * maxWords ? left / 2 : maxWords;
    const first = next;
    let words = 0;
    // A unit is taken while that brings the passage closer to its size.
    while (next < units.length && (next === first || words + units[next]!.words / 2 <= size))
      words += units[next++]!.words;
    left -= words;
    const start = units[first - overlap(units, first, overlapSentences)]!.start;
    passages.push({ start, end: units[next - 1]!.end, ownStart: units[first]!.start });
  }
  return passages;
}

/** How many of the units before `first` the next passage repeats: short sentences only. */
function overlap(units: Unit[], first: number, wanted: number): number {
  let count = 0;
  for (let i = first - 1; i >= 0 && count < wanted; i--) {
    const unit = units[i]!;
    if (!unit.isSentence || unit.words > MAX_OVERLAP_WORDS) break;
    count++;
  }
  return count;
}
