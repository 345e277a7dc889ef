import { findCitationMarks } from "../../text/citation-marks.js";
import { splitSentences } from "../../text/sentences.js";
import type { Span } from "../../text/span.js";

/**
 * The sentences of an answer with their marks, in order: marks before the full stop, after it (`It rose. [1]`), inside the
 * sentence, and below a code block all belong to the sentence they follow. Offsets are those of the text.
 */
export function splitAnswer(text: string): Span[] {
  const marks = findCitationMarks(text);
  let plain = text;
  // Blanks of the same length: a mark must neither end a sentence nor move an offset.
  for (const { start, end } of marks) plain = plain.slice(0, start) + " ".repeat(end - start) + plain.slice(end);
  const sentences = splitSentences(plain);
  return sentences.map(({ start, end }, i) => {
    const next = sentences[i + 1]?.start ?? text.length;
    const following = marks.filter((mark) => mark.start >= end && mark.end <= next);
    const leading = i === 0 ? marks.find((mark) => mark.end <= start) : undefined;
    return { start: leading?.start ?? start, end: following.at(-1)?.end ?? end };
  });
}
