import type { Answered } from "../domain/answer.js";
import { createDeadline } from "../domain/deadline.js";
import type { Passage } from "../domain/document.js";
import { type Run, unattendedRun } from "../domain/run.js";
import type { PassageIndex } from "../ports/passage-index.js";
import { terms } from "../text/tokens.js";
import { candidateQuestions } from "./candidate-questions.js";

export interface RelatedSettings {
  /** Related questions of one answer; 0 switches them off. */
  maxQuestions: number;
  /** Questions that are looked up for that; each takes a search and a reading. */
  maxChecks: number;
  /** Probability that the documents answer it from which a question is shown. */
  minProbability: number;
  /** After this long what has been found is all there is. */
  timeoutMs: number;
}

export interface RelatedParts {
  index: Pick<PassageIndex, "getPassages">;
  /** Whether the documents answer a question, and from which passages, best first. */
  answerable(question: string, run: Run): Promise<{ probability: number; passages: Passage[] }>;
}

/**
 * Questions near to an answered one that the documents answer too: suggested by what was retrieved, each looked up before
 * it is shown. None after small talk, or where nothing was retrieved; after an abstention only such as share words with what
 * was asked. Never throws: an answer is worth more than what could be asked next.
 */
export function createRelate({ index, answerable }: RelatedParts, settings: RelatedSettings) {
  const { maxQuestions, maxChecks, minProbability, timeoutMs } = settings;

  return async function relate(answered: Answered, { signal }: Run): Promise<string[]> {
    if (maxQuestions === 0 || answered.plan.subQueries.length === 0 || answered.evidence.length === 0) return [];
    const deadline = createDeadline(timeoutMs, signal);
    const verdicts = new Map<string, boolean>();
    const over = new Promise<void>((resolve) => {
      if (deadline.signal.aborted) resolve();
      deadline.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    try {
      await Promise.race([look(answered, verdicts, deadline.signal), over]);
    } catch {
      // A part that fails has its place in the answer's own stages: here it only means fewer questions.
    } finally {
      deadline.clear();
    }
    return chosen(verdicts);
  };

  /** In the order in which they were suggested, which is not that in which they are looked up. */
  function chosen(verdicts: ReadonlyMap<string, boolean>): string[] {
    const answerable = Array.from(verdicts).filter(([, isAnswered]) => isAnswered);
    return answerable.map(([question]) => question).slice(0, maxQuestions);
  }

  async function look(answered: Answered, verdicts: Map<string, boolean>, signal: AbortSignal): Promise<void> {
    const run = unattendedRun(signal);
    const suggested = firstOf(await suggestions(answered), maxChecks);

    async function lane(): Promise<void> {
      for (const { question, passage } of suggested) {
        if (signal.aborted || chosen(verdicts).length === maxQuestions) return;
        verdicts.set(question, false);
        const { probability, passages } = await answerable(question, run);
        // Answered from elsewhere, it is a question about something else than what suggested it.
        const isFound = passages.some(({ documentId }) => documentId === passage.documentId);
        verdicts.set(question, isFound && probability >= minProbability);
      }
    }

    await Promise.all(Array.from({ length: CHECKED_AT_ONCE }, lane));
  }

  async function suggestions({ question, plan, candidates, evidence, validated }: Answered) {
    const citedIds = new Set(validated.claims.flatMap((claim) => claim.evidence.map(({ passageId }) => passageId)));
    const cited = evidence.map(({ passage }) => passage).filter(({ id }) => citedIds.has(id));
    const neighbours = await index.getPassages(cited.flatMap(neighbourIds).filter((id) => !citedIds.has(id)));
    const earlier = question.history.filter(({ role }) => role === "user").map(({ content }) => content);
    const asked = [question.text, plan.standaloneQuestion, ...earlier];
    const suggested = candidateQuestions({ asked, cited, neighbours, evidence, candidates });
    return validated.abstention ? sharingTerms(suggested, plan.standaloneQuestion) : suggested;
  }
}

/** As many as there are workers for, on the smallest machine. */
const CHECKED_AT_ONCE = 2;

function* firstOf<T>(items: Iterable<T>, count: number): Generator<T> {
  for (const item of items) {
    if (count-- <= 0) return;
    yield item;
  }
}

function* sharingTerms<T extends { question: string }>(suggested: Iterable<T>, asked: string): Generator<T> {
  const known = new Set(terms(asked));
  for (const one of suggested) if (terms(one.question).some((term) => known.has(term))) yield one;
}

const NEIGHBOURHOOD = [1, -1, 2, -2];

/** Ids of the passages around one: `guide.md#3` gives `guide.md#4`, `guide.md#2` ... Those that do not exist are never found. */
function neighbourIds({ id, documentId }: Passage): string[] {
  const ordinal = Number(id.slice(documentId.length + 1));
  return NEIGHBOURHOOD.map((step) => `${documentId}#${ordinal + step}`);
}
