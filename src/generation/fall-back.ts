import type { Draft, DraftSentence, Source } from "../domain/answer.js";
import { findCitationMarks } from "../text/citation-marks.js";

/** The sentences of another draft over the same documents, with the numbers that the reader knows already. */
export async function* withNumbersOf(sources: readonly Source[], draft: Draft): AsyncGenerator<DraftSentence, void> {
  const numbers = new Map(sources.map(({ documentId, number }) => [documentId, number]));
  const numberOf = (number: number): number | undefined => {
    const source = draft.sources.find((candidate) => candidate.number === number);
    return source && numbers.get(source.documentId);
  };
  for await (const { text, separator } of draft.sentences) {
    let renumbered = "";
    let from = 0;
    for (const { number, start, end } of findCitationMarks(text)) {
      renumbered += `${text.slice(from, start)}[${numberOf(number) ?? number}]`;
      from = end;
    }
    yield { text: renumbered + text.slice(from), separator };
  }
}
