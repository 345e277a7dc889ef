import type { Turn } from "../domain/query.js";
import { findCitationMarks, removeCitationMarks } from "../text/citation-marks.js";
import { splitSentences } from "../text/sentences.js";
import { safeOffset } from "../text/span.js";

export interface HistorySettings {
  /** Tokens of history that a question takes along, counted as four bytes each. */
  maxTokens: number;
  /** Newest turns that are kept word for word, as far as they fit. */
  wholeTurns: number;
}

/**
 * A conversation cut to a budget, by rule: the newest turns as they are, of those before the question and the first cited
 * sentence of the answer, and the oldest not at all. Marks go: they would point to sources of another answer. What is left
 * is in order, and ends with the last turn.
 */
export function summarizeHistory(history: readonly Turn[], { maxTokens, wholeTurns }: HistorySettings): Turn[] {
  const kept: Turn[] = [];
  let left = maxTokens;
  for (let i = history.length - 1; i >= 0; i--) {
    const turn = history[i]!;
    const isNew = history.length - i <= wholeTurns;
    const whole = isNew && turn.content.length <= MAX_READ_LENGTH ? withoutMarks(turn) : null;
    const content = whole !== null && countTokens(whole) <= left ? whole : shorten(turn);
    if (!content) continue;
    left -= countTokens(content);
    if (left < 0 && kept.length > 0) break;
    kept.push({ role: turn.role, content });
  }
  return kept.reverse();
}

/** What a turn said, in a sentence: of an answer without citations nothing is worth keeping. */
function shorten({ role, content }: Turn): string {
  if (role === "user") return cut(content.trim());
  // Longer than any answer, so not one: reading it whole would only take time.
  const text = content.slice(0, MAX_READ_LENGTH);
  const cited = splitSentences(text)
    .map(({ start, end }) => text.slice(start, end))
    .find((sentence) => findCitationMarks(sentence).length > 0);
  return cited === undefined ? "" : cut(removeCitationMarks(cited).trim());
}

function withoutMarks({ role, content }: Turn): string {
  return (role === "assistant" ? removeCitationMarks(content) : content).trim();
}

const MAX_READ_LENGTH = 8_000;
const MAX_SHORT_LENGTH = 400;

function cut(text: string): string {
  if (text.length <= MAX_SHORT_LENGTH) return text;
  const space = text.lastIndexOf(" ", MAX_SHORT_LENGTH);
  return `${text.slice(0, space > 0 ? space : safeOffset(text, MAX_SHORT_LENGTH))} ...`;
}

/** Tokens of a text, roughly: close for English, and on the safe side for scripts of which a letter takes several bytes. */
function countTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}
