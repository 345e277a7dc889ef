import type { Source, SourcePassage } from "../domain/answer.js";
import { estimateTokens } from "../text/estimate-tokens.js";
import { splitSentences } from "../text/sentences.js";

/** Text of one source as the model gets it: passages that follow one another are one. */
export interface PackedSource {
  number: number;
  title: string;
  publishedAt: string | null;
  texts: string[];
}

export interface PackedContext {
  /** In the order in which they stand in the prompt. */
  sources: PackedSource[];
  /** Estimated. */
  tokens: number;
  /** What did not fit, for the trace. */
  leftOut: { passageId: string; why: "no room" | "cut short" }[];
}

/** Sources up to this many stand in order of rank: among few, none is in the middle. */
const FEW = 5;
/** Room below which the beginning of a passage is not worth sending. */
const MIN_TOKENS = 40;
/** Number, title and line breaks around a source. */
const FRAME_TOKENS = 12;

/**
 * As many passages as fit, by rank, each whole or up to the end of a sentence. Models read the ends of a long prompt best
 * (Liu et al., 2024): with more than a few sources the best stand first and last, the worst in the middle.
 *
 * @param ranked passage ids, best first; what is not named comes after, in order of the sources
 */
export function packContext(sources: readonly Source[], ranked: readonly string[], maxTokens: number): PackedContext {
  const rankOf = new Map(ranked.map((id, rank) => [id, rank]));
  const all = sources
    .flatMap((source) => source.passages.map((passage) => ({ source, passage })))
    .sort((a, b) => (rankOf.get(a.passage.id) ?? Infinity) - (rankOf.get(b.passage.id) ?? Infinity) || 0);
  const leftOut: PackedContext["leftOut"] = [];
  const taken = new Map<Source, SourcePassage[]>();
  let tokens = 0;
  for (const { source, passage } of all) {
    const frame = taken.has(source) ? 0 : FRAME_TOKENS + estimateTokens(source.title);
    const room = maxTokens - tokens - frame;
    const text = beginningWithin(passage.text, room);
    if (text !== passage.text) leftOut.push({ passageId: passage.id, why: text === "" ? "no room" : "cut short" });
    if (text === "") continue;
    const kept = { ...passage, text, end: passage.start + text.length };
    taken.set(source, [...(taken.get(source) ?? []), kept]);
    tokens += frame + estimateTokens(text);
  }
  const packed = Array.from(taken, ([{ number, title, publishedAt }, passages]): PackedSource => ({
    ...{ number, title, publishedAt },
    texts: joinNeighbours(passages),
  }));
  return { sources: packed.length > FEW ? bestAtTheEnds(packed) : packed, tokens, leftOut };
}

/** The text, or its first sentences that fit; empty where too little would. */
function beginningWithin(text: string, room: number): string {
  if (estimateTokens(text) <= room) return text;
  if (room < MIN_TOKENS) return "";
  let end = 0;
  for (const sentence of splitSentences(text)) {
    if (estimateTokens(text.slice(0, sentence.end)) > room) break;
    end = sentence.end;
  }
  return text.slice(0, end);
}

/** Passages in the order of their document; those that touch or overlap become one text, what they share once. */
function joinNeighbours(passages: readonly SourcePassage[]): string[] {
  const joined: { end: number; text: string }[] = [];
  for (const { start, end, text } of [...passages].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (!last || start > last.end) joined.push({ end, text });
    else if (end > last.end) {
      last.text += text.slice(last.end - start);
      last.end = end;
    }
  }
  return joined.map(({ text }) => text);
}

/** 1, 3, 5, ..., 6, 4, 2. */
function bestAtTheEnds<T>(items: readonly T[]): T[] {
  const odd = items.filter((_, i) => i % 2 === 0);
  const even = items.filter((_, i) => i % 2 === 1);
  return [...odd, ...even.reverse()];
}
