import { contentWords, terms } from "../../src/text/tokens.js";
import type { Measured } from "./mean.js";
import { commonWords } from "./word-overlap.js";

/**
 * F1, 0..1, of a question's content words against those of the reference, repeats counted (the token F1 of SQuAD,
 * Rajpurkar et al., 2016, without function words): how much of what a person wrote out is there, and how little else.
 * Words are lower-cased and not stemmed; their order does not count. Null for a reference without content words.
 */
export function contentWordF1(question: string, reference: string): Measured {
  const wanted = contentWords(reference);
  if (wanted.length === 0) return null;
  const given = contentWords(question);
  return (2 * commonWords(given, wanted)) / (given.length + wanted.length);
}

/** Whether two questions say the same up to function words, word forms and order. */
export function sameContent(one: string, other: string): boolean {
  const a = new Set(terms(one));
  const b = new Set(terms(other));
  return a.size === b.size && [...a].every((term) => b.has(term));
}

/**
 * What a person did to the last turn to make it stand alone: `unchanged` up to function words; `resolved` with content
 * words that earlier turns hold and the last one lacks; `reworded` in any other way. Only the second needs the history.
 */
export type RewriteKind = "unchanged" | "resolved" | "reworded";

export function rewriteKind(
  rewrite: string,
  { lastTurn, history }: { lastTurn: string; history: readonly string[] },
): RewriteKind {
  if (sameContent(rewrite, lastTurn)) return "unchanged";
  const own = new Set(terms(lastTurn));
  const earlier = new Set(history.flatMap(terms));
  return terms(rewrite).some((term) => earlier.has(term) && !own.has(term)) ? "resolved" : "reworded";
}
