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
    rest = withoutJoint(sentence.slice(0, span.start)) + ending;
  } else if (isHead) {
    rest = sentence.slice(span.end).replace(JOINT_AFTER, "");
    rest = rest.charAt(0).toUpperCase() + rest.slice(1);
  } else {
    // An inner clause stands between commas or brackets; anything else carries the sentence.
    const before = sentence.slice(0, span.start);
    const after = sentence.slice(span.end);
    if (!/[,(–—]\s*$/.test(before) && !/^[,(–—]/.test(sentence.slice(span.start).trimStart())) return null;
    rest = `${withoutJoint(before)} ${after.replace(/^[\s,)–—]+/, "")}`;
  }
  return contentWords(rest).length >= MIN_CONTENT_WORDS ? rest.replace(/(?<!\s)\s+([.,;!?])/g, "$1").trim() : null;
}

const JOINT_MARKS = /[\s,;:(–—-]/;
const JOINT_WORD = /\b(?:and|but|or|so|yet|which|who|while|whereas|because|since|although|though|with)$/i;
const JOINT_AFTER = /^[\s,;)–—-]*(?:(?:and|but|or|so|yet)\b)?[\s,]*/i;

/** A text without the comma, dash or word at its end that joined what comes next. */
function withoutJoint(text: string): string {
  const bare = trimJoint(text);
  const word = JOINT_WORD.exec(bare.slice(-12))?.[0] ?? "";
  return word ? trimJoint(bare.slice(0, bare.length - word.length)) : bare;
}

function trimJoint(text: string): string {
  let end = text.length;
  while (end > 0 && JOINT_MARKS.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}
