import type { Evidence, ScoredSentence } from "../../domain/candidate.js";
import type { Passage } from "../../domain/document.js";
import { canCarryMark } from "../../text/citation-marks.js";
import { type Block, splitBlocks } from "../../text/sentences.js";
import { terms, words } from "../../text/tokens.js";

/** One quotable line, verbatim from its passage: a sentence, a sentence of a list item, or a code block. */
export interface Line {
  text: string;
  kind: Block["kind"];
  /** Lines of one block run on; others may stand on lines of their own. */
  block: number;
}

/** Lines that are only whole together: a sentence, a list item, or an introduction with its list or code. */
export interface Unit {
  passage: Passage;
  lines: Line[];
  /** Score of the best line, less for what is not prose. */
  score: number;
  /** Position in the passage, counted in units: neighbours differ by one. */
  position: number;
  words: number;
}

export function textOf({ lines }: Pick<Unit, "lines">): string {
  return lines.map(({ text }) => text).join(" ");
}

/** Whether one unit says so little beyond the other: the smaller of the two shares that much of its terms. */
export function repeats(one: Unit, other: Unit, maxRepetition: number): boolean {
  const [own, said] = [new Set(terms(textOf(one))), new Set(terms(textOf(other)))];
  const common = [...own].filter((term) => said.has(term)).length;
  return common >= maxRepetition * Math.min(own.size, said.size);
}

type ScoredLine = Line & { score: number };

/** A list, or code, longer than this is not quoted as a whole. */
const MAX_GROUP_WORDS = 110;
/** Code and table rows illustrate an answer better than they begin it. */
const FRAGMENT_FACTOR = 0.75;
const REFERENCES = /^(?:sources|references|bibliography|further reading|see also|external links)$/i;
const LIST_MARKER = /^(?:[-*•]|\d{1,3}[.)])\s+/;

/** The quotable units of a passage, in reading order. */
export function unitsOf({ passage, sentences }: Evidence): Unit[] {
  // A list of references names sources; it answers nothing.
  if (REFERENCES.test(passage.headingPath.at(-1) ?? "")) return [];
  const blocks = splitBlocks(passage.text);
  const lines = sentences
    // A bracketed number of the source would read as one of our citations.
    .filter((sentence) => canCarryMark(sentence.text))
    .map((sentence) => toLine(sentence, blocks));

  const groups: ScoredLine[][] = [];
  for (let next = 0; next < lines.length;) {
    const { lines: group, consumed } = groupAt(lines, next);
    groups.push(group);
    next += consumed;
  }
  return groups.map((group, position) => ({
    passage,
    lines: group.map(({ text, kind, block }) => ({ text, kind, block })),
    score: Math.max(...group.map((line) => line.score)) * (group.some(isProse) ? 1 : FRAGMENT_FACTOR),
    position,
    words: countWords(group),
  }));
}

function toLine({ text, start, score }: ScoredSentence, blocks: Block[]): ScoredLine {
  const block = blocks.findIndex((block) => block.start <= start && start < block.end);
  return { text, kind: blocks[block]?.kind ?? "line", block, score };
}

/** The lines that belong with the one at `from`, and how many lines of the passage they stand for. */
function groupAt(lines: ScoredLine[], from: number): { lines: ScoredLine[]; consumed: number } {
  const first = lines[from]!;
  const introduces = first.kind === "line" && first.text.endsWith(":");
  const listed = lines[from + 1]?.kind;
  if (introduces && listed && listed !== "line") {
    const whole = lines.slice(
      from,
      endOf(lines, from + 1, (line) => line.kind === listed),
    );
    // A list of long items is quoted by the first sentence of each.
    const leads = whole.filter((line, i) => i === 0 || line.block !== whole[i - 1]!.block);
    const group = [whole, leads].find((candidate) => countWords(candidate) <= MAX_GROUP_WORDS);
    if (group) return { lines: group, consumed: whole.length };
  }
  if (first.kind === "list-item") {
    const item = lines.slice(
      from,
      endOf(lines, from, (line) => line.block === first.block),
    );
    const [lead, ...rest] = item;
    // Alone, an item needs no bullet or number.
    const bare = lead!.text.replace(LIST_MARKER, "");
    return { lines: [canCarryMark(bare) ? { ...lead!, text: bare } : lead!, ...rest], consumed: item.length };
  }
  return { lines: [first], consumed: 1 };
}

function endOf(lines: ScoredLine[], from: number, belongs: (line: ScoredLine) => boolean): number {
  let end = from;
  while (end < lines.length && belongs(lines[end]!)) end++;
  return end;
}

function isProse({ kind, text }: Line): boolean {
  return kind === "list-item" || (kind === "line" && /[.!?:]["'”’)\]]*$/.test(text));
}

function countWords(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + words(line.text).length, 0);
}
