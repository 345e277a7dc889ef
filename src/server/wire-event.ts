import type { AnswerEvent } from "../domain/answer.js";
import type { Candidate, Evidence } from "../domain/candidate.js";

/** A candidate without its text: clients show where it stood, and read passages from the sources. */
function toWireCandidate({ passage, score, bm25, dense }: Candidate) {
  return { id: passage.id, title: passage.title, headingPath: passage.headingPath, score, bm25, dense };
}

function toWireEvidence(evidence: Evidence) {
  const best = evidence.sentences.reduce<Evidence["sentences"][number] | null>(
    (top, sentence) => (top && top.score >= sentence.score ? top : sentence),
    null,
  );
  return { ...toWireCandidate(evidence), relevance: evidence.relevance, bestSentence: best };
}

/** An event as clients get it: the same names, with the passages of a search cut down to their place in it. */
export function toWireEvent(event: AnswerEvent) {
  switch (event.type) {
    case "passages-retrieved":
      return { type: event.type, candidates: event.candidates.map(toWireCandidate) };
    case "passages-ranked":
      return {
        type: event.type,
        evidence: event.evidence.map(toWireEvidence),
        sources: event.sources,
        ...(event.prompt && { prompt: event.prompt }),
      };
    default:
      return event;
  }
}

export type WireEvent = ReturnType<typeof toWireEvent>;
