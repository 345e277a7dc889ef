import { styleText } from "node:util";
import type { AnnotationTask, TaskPassage, TaskSource } from "./tasks.js";

export interface TextStyle {
  /** Colours in place of plain signs. */
  color: boolean;
  /** Columns. */
  width: number;
}

/** Control characters never come from a task: they are taken out where it is made. */
const MARK_START = "\u0001";
const MARK_END = "\u0002";

/** What stands above the steps of one question: the question, and the answer or why there is none. */
export function formatQuestion(task: AnnotationTask, place: string, style: TextStyle): string {
  const parts = [strong(`── ${place} ${"─".repeat(Math.max(0, style.width - place.length - 4))}`, style)];
  parts.push(strong(block(task.question, style), style));
  if (task.understoodAs !== null) parts.push(block(`Understood as: ${task.understoodAs}`, style));
  if (task.abstention !== null) {
    parts.push(`No answer was given:\n${block(task.abstention, style, "  ")}`);
    if (task.sources.length > 0) parts.push(`Sources at hand: ${task.sources.length}; m shows them.`);
  } else {
    parts.push(`Answer:\n${block(task.answer.map(({ text }) => text).join(""), style, "  ")}`);
  }
  return parts.join("\n\n");
}

/** One claim over the passages that it cites: those with a marked quote, or all of them. */
export function formatClaim(task: AnnotationTask, claim: number, style: TextStyle): string {
  const { text, sources } = task.claims[claim]!;
  const parts = [strong(`Claim ${claim + 1} of ${task.claims.length}:`, style) + `\n${block(text, style, "  ")}`];
  if (sources.length === 0) parts.push("  It cites nothing.");
  const marked = sources.map((source) => ({ ...source, passages: source.passages.filter(isMarked) }));
  const shown = marked.some(({ passages }) => passages.length > 0) ? marked : sources;
  parts.push(...shown.filter(({ passages }) => passages.length > 0).map((source) => formatSource(source, style)));
  const hidden = countPassages(sources) - countPassages(shown);
  if (hidden > 0) parts.push(`  (m shows ${hidden} more of the cited passages)`);
  return parts.join("\n\n");
}

export function formatSource({ number, title, url, passages }: TaskSource, style: TextStyle): string {
  const head = block(`[${number}] ${title}${url ? ` (${url})` : ""}`, style, "  ");
  return [head, ...passages.map((passage) => formatPassage(passage, style))].join("\n");
}

function formatPassage({ heading, text }: TaskPassage, style: TextStyle): string {
  const whole = text.map((piece) => (piece.marked ? `${MARK_START}${piece.text}${MARK_END}` : piece.text)).join("");
  const lines = [...(heading ? [`${heading}:`] : []), ...showMarks(wrap(whole, style.width - 4), style)];
  return lines.map((line) => `  │ ${line}`.trimEnd()).join("\n");
}

/** Quotes stand between `>>` and `<<`, or on colour, which has to begin again on each line. */
function showMarks(lines: string[], { color }: TextStyle): string[] {
  if (!color) return lines.map((line) => line.replaceAll(MARK_START, ">>").replaceAll(MARK_END, "<<"));
  let inside = false;
  return lines.map((line) =>
    line
      .split(new RegExp(`(${MARK_START}|${MARK_END})`))
      .map((piece) => {
        if (piece === MARK_START || piece === MARK_END) inside = piece === MARK_START;
        else return inside && piece ? paint(["black", "bgYellow"], piece) : piece;
        return "";
      })
      .join(""),
  );
}

/** Lines of at most `width` characters, broken at spaces; line breaks stay, of blank lines one. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.trim().split("\n")) {
    let line = "";
    for (const word of paragraph.split(/[ \t]+/)) {
      if (line && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    if (line || lines.at(-1)) lines.push(line);
  }
  return lines;
}

function block(text: string, { width }: TextStyle, indent = ""): string {
  return wrap(text, width - indent.length)
    .map((line) => `${indent}${line}`.trimEnd())
    .join("\n");
}

function strong(text: string, { color }: TextStyle): string {
  return color ? paint(["bold"], text) : text;
}

function isMarked({ text }: TaskPassage): boolean {
  return text.some(({ marked }) => marked);
}

function countPassages(sources: readonly TaskSource[]): number {
  return sources.reduce((sum, { passages }) => sum + passages.length, 0);
}

/** Whether there is to be colour has been decided before: the stream is not asked again. */
function paint(format: ("bold" | "black" | "bgYellow")[], text: string): string {
  return styleText(format, text, { validateStream: false });
}
