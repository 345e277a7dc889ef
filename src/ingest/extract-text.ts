import { type Block, type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { textTable } from "./text-table.js";

const LIST_ITEM = /^\s*([-*•+]|\d{1,3}[.)])\s+(?=\S)/;
const FENCE = /^\s*(?:```|~~~)\s*([\w+#.-]*)/;
const MAX_TITLE_LENGTH = 120;

/**
 * The paragraphs of a plain text file: runs of lines between blank lines, each unwrapped to one line. List items, code
 * (indented or fenced) and short lines that look like headings keep their lines.
 */
export function extractText(text: string, path: string): ExtractedDocument {
  const blocks = paragraphs(text.replace(/\r\n?|\f/g, "\n").split("\n")).flatMap(paragraphBlocks);
  const [first, second] = blocks;
  const isTitle =
    first?.kind === "paragraph" && second && first.text.length <= MAX_TITLE_LENGTH && !/[.!?:;,]$/.test(first.text);
  if (isTitle) blocks[0] = { kind: "heading", level: 1, text: first.text };
  return { title: isTitle ? first.text : titleFromPath(path), url: null, publishedAt: null, blocks };
}

/** Lines between blank lines; a fenced block is one, whatever it holds. */
function paragraphs(lines: string[]): string[][] {
  const result: string[][] = [];
  let current: string[] = [];
  let fenced = false;
  const end = (): void => {
    if (current.length > 0) result.push(current);
    current = [];
  };
  for (const line of lines) {
    const isFence = FENCE.test(line);
    if (isFence && !fenced) end();
    if (line.trim() || fenced) current.push(line);
    else end();
    if (isFence && fenced) end();
    if (isFence) fenced = !fenced;
  }
  end();
  return result;
}

function paragraphBlocks(lines: string[]): Block[] {
  const fence = FENCE.exec(lines[0]!);
  if (fence) {
    const body = lines.slice(1, lines.length > 1 && FENCE.test(lines.at(-1)!) ? -1 : undefined);
    return [{ kind: "code", text: body.join("\n"), language: fence[1] || null }];
  }
  if (lines.every((line) => /^(?: {4}|\t)/.test(line)) && !lines.some((line) => LIST_ITEM.test(line))) {
    return [{ kind: "code", text: lines.map((line) => line.replace(/^(?: {4}|\t)/, "")).join("\n"), language: null }];
  }
  const [underlined, underline] = lines;
  if (lines.length === 2 && /^\s*(?:={3,}|-{3,})\s*$/.test(underline!)) {
    return [{ kind: "heading", level: underline!.includes("=") ? 1 : 2, text: underlined! }];
  }
  return textTable(lines) ?? unwrap(lines);
}

function unwrap(lines: string[]): Block[] {
  const longest = lines.reduce((length, line) => Math.max(length, line.trim().length), 0);
  const groups: string[][] = [];
  let previous = "";
  for (const line of lines) {
    const text = line.trim();
    const isNew = groups.length === 0 || LIST_ITEM.test(line) || standsAlone(previous, text, longest);
    if (isNew) groups.push([text]);
    // "cross-" and "encoder" were one word before the line was broken.
    else groups.at(-1)!.push(/\p{L}-$/u.test(previous) && /^\p{Ll}/u.test(text) ? "" : " ", text);
    previous = text;
  }
  return groups.map((group) => toBlock(group.join("")));
}

function toBlock(text: string): Block {
  const item = LIST_ITEM.exec(text);
  if (!item) return { kind: "paragraph", text };
  const number = /\d+/.exec(item[1]!)?.[0];
  return { kind: "list-item", text: text.slice(item[0].length), marker: number ? `${number}.` : "-", depth: 0 };
}

/** A line that ends long before the others do, and not at a full stop, was not broken by wrapping: a heading. */
function standsAlone(line: string, next: string, longest: number): boolean {
  const isShort = line.length < 60 && line.length < 0.6 * longest;
  return isShort && !LIST_ITEM.test(line) && !/[.,;]$/.test(line) && /^["'“(]?[\p{Lu}\d]/u.test(next);
}
