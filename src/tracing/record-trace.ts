import { randomUUID } from "node:crypto";
import type { AnswerEvent } from "../domain/answer.js";
import { FootnoteError, toFootnoteError } from "../domain/errors.js";
import type { Trace, TraceStore } from "./trace.js";

/**
 * The same events, untouched; what they were is saved when they end, however they end: in an answer, in an error, or
 * with a consumer that stops reading. A store that fails is reported to `onFailure` and otherwise ignored.
 */
export async function* recordTrace(
  events: AsyncIterable<AnswerEvent>,
  subject: { question: string; profile: string },
  store: Pick<TraceStore, "save">,
  onFailure: (error: unknown) => void = () => {},
): AsyncGenerator<AnswerEvent, void> {
  const start = performance.now();
  const trace: Trace = {
    id: randomUUID(),
    question: subject.question,
    profile: subject.profile,
    startedAt: new Date().toISOString(),
    events: [],
    answer: null,
    error: null,
  };
  let saved = false;

  async function save(): Promise<void> {
    if (saved) return;
    saved = true;
    if (!trace.answer) trace.error ??= new FootnoteError("ABORTED", "The reader left before the answer.").toBody();
    try {
      await store.save(trace);
    } catch (error) {
      onFailure(error);
    }
  }

  try {
    for await (const event of events) {
      trace.events.push({ atMs: Math.round((performance.now() - start) * 100) / 100, event });
      if (event.type === "query-understood") trace.id = event.id;
      if (event.type === "answer-validated") trace.answer = event.answer;
      if (event.type === "answer-error") trace.error = event.error;
      // Saved before the last event is handed on: whoever has seen the end can already look the answer up.
      if (event.type === "answer-end" || event.type === "answer-error") await save();
      yield event;
    }
  } catch (error) {
    trace.error = toFootnoteError(error).toBody();
    throw error;
  } finally {
    await save();
  }
}
