import type { Answer, AnswerEvent } from "../../src/domain/answer.js";
import type { SearchPlan } from "../../src/domain/query.js";

/** One question's way through the stages, short enough to keep for every question of a run. */
export interface AnswerTrace {
  plan: SearchPlan | null;
  /** Best first. */
  retrieved: { passageId: string; documentId: string; title: string; score: number }[];
  ranked: {
    passageId: string;
    documentId: string;
    title: string;
    heading: string;
    text: string;
    score: number;
    relevance: number | null;
  }[];
  answer: Answer | null;
  error: string | null;
}

const MAX_RETRIEVED = 20;

/** What is worth keeping of the events of one answer. */
export async function traceEvents(events: AsyncIterable<AnswerEvent>): Promise<AnswerTrace> {
  const trace: AnswerTrace = { plan: null, retrieved: [], ranked: [], answer: null, error: null };
  for await (const event of events) {
    switch (event.type) {
      case "query-understood":
        trace.plan = event.plan;
        break;
      case "passages-retrieved":
        trace.retrieved = event.candidates
          .slice(0, MAX_RETRIEVED)
          .map(({ passage: { id, documentId, title }, score }) => ({
            passageId: id,
            documentId,
            title,
            score: round(score),
          }));
        break;
      case "passages-ranked":
        trace.ranked = event.evidence.map(({ passage, score, relevance }) => ({
          passageId: passage.id,
          documentId: passage.documentId,
          title: passage.title,
          heading: passage.headingPath.at(-1) ?? "",
          text: passage.text,
          score: round(score),
          relevance: relevance === null ? null : round(relevance),
        }));
        break;
      case "answer-validated":
        trace.answer = event.answer;
        break;
      case "answer-error":
        trace.error = `${event.error.code}: ${event.error.message}`;
    }
  }
  return trace;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
