import type { QuestionRow } from "../../../eval/data/questions.js";
import type { AnswerTrace } from "../../../eval/runs/answer-trace.js";
import type { Answer, Source } from "../../../src/domain/answer.js";
import { findCitationMarks } from "../../../src/text/citation-marks.js";
import { exampleAnswer } from "../../doubles/example-answer.js";

export const TOWER = "The tower was completed in 1889. The tower stands in Paris.";
export const PIER = "The pier is made of wood.";

/** A source of one passage. */
export function aSource(number: number, documentId: string, text: string): Source {
  const passage = { id: `${documentId}#0`, headingPath: [], page: null, text, start: 0, end: text.length };
  return { number, documentId, title: "", url: null, publishedAt: null, passages: [passage] };
}

/** An answer of these sentences, marks included, whose claims the engine calls supported by what they cite. */
export function anAnswer(sentences: readonly string[], sources: Source[], changes: Partial<Answer> = {}): Answer {
  let start = 0;
  const claims = sentences.map((text): Answer["claims"][0] => {
    const citations = findCitationMarks(text).map(({ number }) => number);
    const evidence = sources
      .filter(({ number }) => citations.includes(number))
      .map(({ number, passages: [passage] }) => ({
        ...{ source: number, passageId: passage!.id, quote: passage!.text, start: 0, end: passage!.text.length },
      }));
    const place = { start, end: start + text.length };
    start = place.end + 1;
    return { text, ...place, citations, verdict: "supported", score: 1, reason: "As scripted.", evidence };
  });
  return {
    ...exampleAnswer,
    ...{ text: sentences.join(" "), claims, sources, invalidCitations: 0, degraded: [] },
    ...changes,
  };
}

export function anAbstention(changes: Partial<Answer> = {}): Answer {
  const abstention = { reason: "weak-evidence", message: "The documents do not say." } as const;
  return anAnswer([], [], { status: "abstained", abstention, ...changes });
}

export function aTrace(answer: Answer, changes: Partial<AnswerTrace> = {}): AnswerTrace {
  return { plan: null, retrieved: [], ranked: [], answer, error: null, ...changes };
}

export function aQuestion(changes: Partial<QuestionRow> = {}): QuestionRow {
  return {
    ...{ id: "q1", question: "When was the tower completed?", answers: ["1889"], passages: [], answerable: true },
    ...changes,
  };
}
