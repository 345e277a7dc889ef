import type { Span } from "../../text/span.js";
import { contentWords } from "../../text/tokens.js";

const MIN_CONTENT_WORDS = 2;

/**
 * A sentence without one of its parts: the clause around `span` goes, with the comma or word that joined it. Null when too
 * little is left to say something, or the part is the sentence's backbone.
 */
export function cutPart(sentence: string, span: Span): string | null {
  const isTail = /^[\s.!?;,)\]"'”’]*$/.test(sentence.slice(span.end));
  const isHead = sentence.slice(0, span.start).trim() === "";
  if (isHead && isTail) return null;
  const ending = /[.!?]["'”’)]*$/.exec(sentence)?.[0] ?? "";
  let rest: string;
  if (isTail) {
    rest = sentence.slice(0, span.start).replace(JOINT_BEFORE, "") + ending;
  } else if (isHead) {
    rest = sentence.slice(span.end).replace(JOINT_AFTER, "");
    rest = rest.charAt(0).toUpperCase() + rest.slice(1);
  } else {
    // An inner clause stands between commas or brackets; anything else carries the sentence.
    const before = sentence.slice(0, span.start);
    const after = sentence.slice(span.end);
    if (!/[,(–—]\s*$/.test(before) && !/^[,(–—]/.test(sentence.slice(span.start).trimStart())) return null;
    rest = `${before.replace(JOINT_BEFORE, "")} ${after.replace(/^[\s,)–—]+/, "")}`;
  }
  return contentWords(rest).length >= MIN_CONTENT_WORDS ? rest.replace(/\s+([.,;!?])/g, "$1").trim() : null;
}

const JOINT_BEFORE =
  /[\s,;:(–—-]*(?:\b(?:and|but|or|so|yet|which|who|while|whereas|because|since|although|though|with)\b)?[\s,;:(–—-]*$/i;
const JOINT_AFTER = /^[\s,;)–—-]*(?:(?:and|but|or|so|yet)\b)?[\s,]*/i;
