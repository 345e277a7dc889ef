import { findCitationMarks } from "../../text/citation-marks.js";
import { sentencesInSteps } from "../../text/sentences.js";
import type { Span } from "../../text/span.js";
import { finish, type Steps } from "../../text/steps.js";

/**
 * The sentences of an answer with their marks, in order: marks before the full stop, after it (`It rose. [1]`), inside the
 * sentence, and below a code block all belong to the sentence they follow. Offsets are those of the text.
 */
export function splitAnswer(text: string): Span[] {
  return finish(answerInSteps(text));
}

/** The same in steps, for long texts; `others` are marks in other styles than ours. */
export function* answerInSteps(text: string, others: readonly Span[] = []): Steps<Span[]> {
  const marks = [...findCitationMarks(text), ...others].sort((a, b) => a.start - b.start);
  // Blanks of the same length: a mark must neither end a sentence nor move an offset.
  let plain = "";
  for (const { start, end } of marks) plain += text.slice(plain.length, start) + " ".repeat(end - start);
  plain += text.slice(plain.length);
  const sentences = yield* sentencesInSteps(plain);
  let next = 0;
  return sentences.map(({ start, end }, i) => {
    const following = sentences[i + 1]?.start ?? text.length;
    const leading = i === 0 ? marks.find((mark) => mark.end <= start) : undefined;
    let last = end;
    for (; next < marks.length && marks[next]!.end <= following; next++) {
      if (marks[next]!.start >= end) last = marks[next]!.end;
    }
    return { start: leading?.start ?? start, end: last };
  });
}
