import type { DraftSentence } from "../../domain/answer.js";
import { splitSentences } from "../../text/sentences.js";
import { opensReferences, plainSentence } from "./plain-sentence.js";

/** A model that says the same so often has lost its way. */
const MAX_REPEATS = 2;
/** A sentence longer than this never ends: it is cut there. */
const MAX_SENTENCE = 4_000;
const ONLY_MARKS = /^[\s.!?]*(?:(?:\[\^?\d|【\d|\(\d)[^\]】)]*[\]】)]?[\s.]*)*$/;

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
    // The last one may go on; its marks may still come.
    const complete = isLast ? spans : spans.slice(0, -1);
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
    if (!/[.!?\n\]】)]/.test(piece) && held.length < MAX_SENTENCE) continue;
    if (!(yield* release(false))) return;
  }
  yield* release(true);
}

/** Spans that are nothing but marks go to the one before. */
function joinMarks(text: string, spans: { start: number; end: number }[]): { start: number; end: number }[] {
  const joined: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && ONLY_MARKS.test(text.slice(span.start, span.end)) && !text.slice(last.end, span.start).includes("\n")) {
      last.end = span.end;
    } else joined.push({ ...span });
  }
  return joined;
}
