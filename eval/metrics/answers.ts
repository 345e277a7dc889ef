import { removeCitationMarks } from "../../src/text/citation-marks.js";
import { containsWords, normaliseAnswer } from "./answer-text.js";
import { type Measured, ratio } from "./mean.js";

/** What a right answer holds. */
export interface AnswerReference {
  /** Alternatives: any one of them is the answer. */
  answers: readonly string[];
  /** One list of alternatives a fact; all facts are wanted. They count in place of `answers` where there are any. */
  keyFacts?: readonly (readonly string[])[];
}

/**
 * Share, 0..1, of the key facts that the answer says; without key facts, 1 when it says one of the short answers, else
 * 0. Normalised containment on whole words, as in open-domain question answering (Mallen et al., 2023). Null when the
 * reference has nothing to find. Of no use for sentence-long reference answers, which no right answer repeats word for
 * word.
 */
export function answerRecall(answer: string, { answers, keyFacts = [] }: AnswerReference): Measured {
  const facts = keyFacts.length > 0 ? keyFacts : answers.length > 0 ? [answers] : [];
  const text = normaliseAnswer(removeCitationMarks(answer));
  const said = facts.filter((alternatives) => alternatives.some((fact) => containsWords(text, normaliseAnswer(fact))));
  return ratio(said.length, facts.length);
}
