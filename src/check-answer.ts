import type { Claim, Source } from "./domain/answer.js";
import { removeCitationMarks } from "./text/citation-marks.js";
import { findOtherMarks, normaliseMarks } from "./text/normalise-marks.js";
import type { ClaimChecker } from "./validation/check-claim.js";
import { answerInSteps } from "./validation/claims/split-answer.js";
import { checkSentence } from "./validation/repair/repair-sentence.js";
import { finishInTurns, yieldTurn } from "./validation/turns.js";

/** A source of somebody's answer: what its marks point to. */
export interface CheckedSource {
  /** The number in the marks; its place in the list, from 1, when left out. */
  number?: number | undefined;
  title?: string | undefined;
  text: string;
}

export interface CheckedAnswer {
  /** One a sentence, offsets into the text; evidence offsets are into the source's text, `passageId` is its number. */
  claims: Claim[];
  /** Marks that point to no source, each once a sentence. */
  invalidCitations: number;
}

/**
 * Checks an answer of any engine, sentence by sentence, against the sources its marks point to: `[1]`, `[1][2]`, and what
 * others write (`normaliseMarks`). Sentences that state nothing (headings, questions) are `uncited` with a reason that says so.
 * @throws FootnoteError OVERLOADED, ABORTED, MODEL_MISSING, MODEL_CORRUPT
 */
export async function checkAnswer(
  checker: ClaimChecker,
  text: string,
  sources: readonly CheckedSource[],
  signal: AbortSignal = new AbortController().signal,
): Promise<CheckedAnswer> {
  const draft = { sources: sources.map(toSource) };
  const context = { checker, draft, afterGap: false, keptCitations: [], signal };
  const claims: Claim[] = [];
  let invalidCitations = 0;
  let before: string | null = null;
  for (const { start, end } of await finishInTurns(answerInSteps(text, findOtherMarks(text)))) {
    await yieldTurn();
    const marked = text.slice(start, end);
    const beforeCitations = claims.at(-1)?.citations ?? [];
    const sentence = readable(marked);
    const { claim, invalid } = await checkSentence(sentence, { ...context, before, beforeCitations });
    invalidCitations += invalid;
    claims.push({ ...claim, text: marked, start, end });
    before = removeCitationMarks(sentence).trim();
  }
  return { claims, invalidCitations };
}

/** The sentence with marks as they are read here; `rose[1].` too, which inside a sentence could be an index. */
function readable(sentence: string): string {
  return normaliseMarks(sentence).replace(/(?<=[\p{L}\p{N})"'”’])((?:\[\d{1,3}\])+)(?=[.!?]*$)/u, " $1");
}

function toSource({ number, title, text }: CheckedSource, index: number): Source {
  const own = number ?? index + 1;
  const passage = { id: String(own), headingPath: [], page: null, text, start: 0, end: text.length };
  return {
    number: own,
    documentId: String(own),
    title: title ?? "",
    url: null,
    publishedAt: null,
    passages: [passage],
  };
}
