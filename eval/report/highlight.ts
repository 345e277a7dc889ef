import { markup, type Markup, type Part } from "./markup.js";

export interface TextSpan {
  start: number;
  end: number;
}

/** Where a quotation stands in a text: at the offsets given when it does, else its first occurrence; null when nowhere. */
export function locateQuote(text: string, quote: string, start?: number): TextSpan | null {
  if (quote === "") return null;
  const at = start !== undefined && text.startsWith(quote, start) ? start : text.indexOf(quote);
  return at < 0 ? null : { start: at, end: at + quote.length };
}

/** The text with the spans marked; spans that overlap or touch become one. */
export function highlight(text: string, spans: readonly TextSpan[]): Markup {
  const parts: Part[] = [];
  let from = 0;
  for (const { start, end } of mergeSpans(spans)) {
    parts.push(text.slice(from, start), markup`<mark>${text.slice(start, end)}</mark>`);
    from = end;
  }
  return markup`${parts}${text.slice(from)}`;
}

/** Text kept before the first span of an excerpt. */
const LEAD = 160;
const LONGEST_WORD = 40;

/** About `length` characters of a text, from a little before its first span, and up to twice that to hold the last. */
export function excerpt(text: string, spans: readonly TextSpan[], length: number): { text: string; spans: TextSpan[] } {
  if (text.length <= length) return { text, spans: [...spans] };
  const from = spans.length === 0 ? 0 : Math.max(Math.min(...spans.map(({ start }) => start)) - LEAD, 0);
  const last = Math.max(...spans.map((span) => span.end), 0);
  const start = wordBoundary(text, from);
  const end = wordBoundary(text, Math.max(from + length, Math.min(last + 1, from + 2 * length)));
  const before = start > 0 ? "… " : "";
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? "…" : ""}`,
    spans: spans
      .filter((span) => span.start < end)
      .map((span) => ({ start: span.start + shift, end: Math.min(span.end, end) + shift })),
  };
}

/** The last beginning of a word at or before a place; the place itself in text without spaces. */
function wordBoundary(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  const space = text.lastIndexOf(" ", at - 1);
  return space >= at - LONGEST_WORD ? space + 1 : at;
}

function mergeSpans(spans: readonly TextSpan[]): TextSpan[] {
  const merged: TextSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}
