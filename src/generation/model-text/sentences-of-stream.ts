import type { DraftSentence } from "../../domain/answer.js";
import { splitSentences } from "../../text/sentences.js";
import type { Span } from "../../text/span.js";
import { opensReferences, plainSentence } from "./plain-sentence.js";

/** A model that says the same so often has lost its way. */
const MAX_REPEATS = 2;
/** A sentence longer than this never ends: it is cut there. */
const MAX_SENTENCE = 4_000;
/** Whether a sentence may be over: a whole word stands behind it, which tells abbreviations from ends. */
const HAS_BEGUN = /[.!?:\]】)"'”’¹²³⁴-⁹]\s+\S+\s|\n/;
const MARK_BEGINS = /^[[【(\]】)^⁰¹²³⁴-⁹\d\s,;.-]*$/;
const LEADING_MARKS = /^(?:(?:(?:\[\^?\d|【\d|\(\d)[^\]】)]{0,30}[\]】)]|[⁰¹²³⁴-⁹]{1,2}(?=\s|$))[\s.]*)+/;

/**
 * Sentences of a text that is still being written, each as soon as the next one has begun: list items and code blocks are
 * one. Marks after a full stop belong to the sentence before. Ends at a list of sources and at a loop.
 */
export async function* sentencesOfStream(pieces: AsyncIterable<string>): AsyncGenerator<DraftSentence, void> {
  let held = "";
  let isFirst = true;
  const said = new Map<string, number>();

  /** Null when nothing more is to be read. */
  function* take(raw: string, ownLine: boolean): Generator<DraftSentence, boolean> {
    if (opensReferences(raw)) return false;
    const text = plainSentence(raw);
    if (!/[\p{L}\p{N}]/u.test(text.replace(/\[\d+\]/g, ""))) return true;
    const times = (said.get(text) ?? 0) + 1;
    said.set(text, times);
    if (times > MAX_REPEATS) return false;
    if (times === 1) {
      yield { text, separator: ownLine && !isFirst ? "\n" : " " };
      isFirst = false;
    }
    return true;
  }

  function* release(isLast: boolean): Generator<DraftSentence, boolean> {
    const spans = joinMarks(held, splitSentences(held));
    // The last one may go on, and where it is the beginning of a mark, so may the one before.
    const last = spans.at(-1);
    const open = last && MARK_BEGINS.test(held.slice(last.start, last.end)) ? 2 : 1;
    const complete = isLast ? spans : spans.slice(0, -open);
    let from = 0;
    for (const { start, end } of complete) {
      const ownLine = /\n/.test(held.slice(from, start)) || startsLine;
      startsLine = false;
      if (!(yield* take(held.slice(start, end), ownLine))) return false;
      from = end;
    }
    if (from > 0) {
      startsLine = /\n/.test(held.slice(from, from + (held.slice(from).length - held.slice(from).trimStart().length)));
      held = held.slice(from).trimStart();
    }
    if (held.length > MAX_SENTENCE && !isLast) {
      const goesOn = yield* take(held, startsLine);
      held = "";
      return goesOn;
    }
    return true;
  }

  let startsLine = false;
  for await (const piece of pieces) {
    held += piece;
    if (!HAS_BEGUN.test(held) && held.length < MAX_SENTENCE) continue;
    if (!(yield* release(false))) return;
  }
  yield* release(true);
}

/** Marks after a full stop go to the sentence that it ends, where it has none of its own and they stand on its line. */
function joinMarks(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { start, end } of spans) {
    const last = joined.at(-1);
    const marks = last && isUnmarked(text, last, start) ? LEADING_MARKS.exec(text.slice(start, end))?.[0] : undefined;
    if (!last || marks === undefined) {
      joined.push({ start, end });
      continue;
    }
    last.end = start + marks.trimEnd().length;
    if (start + marks.length < end) joined.push({ start: start + marks.length, end });
  }
  return joined;
}

function isUnmarked(text: string, { start, end }: Span, next: number): boolean {
  return !text.slice(end, next).includes("\n") && !/[\]】]\W*$/.test(text.slice(start, end));
}
