import { answer } from "../src/answer-engine.js";
import { createStages, type Models } from "../src/compose.js";
import type { Answer } from "../src/domain/answer.js";
import { FootnoteError } from "../src/domain/errors.js";
import type { Question } from "../src/domain/query.js";
import type { PassageIndex } from "../src/ports/passage-index.js";
import type { PipelineSettings } from "../src/profiles.js";
import { type AnswerTrace, traceEvents } from "./runs/answer-trace.js";

export interface Engine {
  models: Models;
  settings: PipelineSettings;
  profile: string;
}

/** Asks an index one question with the whole pipeline. @throws FootnoteError when no answer came of it */
export async function askIndex(
  question: string | Question,
  index: PassageIndex,
  { models, settings, profile }: Engine,
): Promise<{ answer: Answer; trace: AnswerTrace }> {
  const stages = createStages({ index, ...models }, settings);
  const asked = typeof question === "string" ? { text: question, history: [] } : question;
  const trace = await traceEvents(answer(asked, stages, { profile }));
  if (!trace.answer) throw new FootnoteError("INTERNAL", trace.error ?? "The question ended without an answer.");
  return { answer: trace.answer, trace };
}
