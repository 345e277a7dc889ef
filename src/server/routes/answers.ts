import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { collectAnswer } from "../../answer-engine.js";
import type { Footnote } from "../../compose.js";
import type { AnswerEvent } from "../../domain/answer.js";
import { FootnoteError } from "../../domain/errors.js";
import type { AnswerQueue } from "../answer-queue.js";
import { readAnswerRequest } from "../read-answer-request.js";
import { responseOver } from "../response-over.js";
import { encodeSse } from "../sse.js";

export interface AnswerRouteParts {
  footnote: Pick<Footnote, "ask">;
  queue: AnswerQueue;
  /** Fires when the server is closing and has waited long enough. */
  shutdown: AbortSignal;
  heartbeatMs: number;
}

/** `POST /v1/answers`: one JSON object, or the stream of events. A client that goes away takes its answer with it. */
export function addAnswerRoute(app: FastifyInstance, parts: AnswerRouteParts): void {
  const { footnote, queue, shutdown, heartbeatMs } = parts;
  app.post("/v1/answers", async (request, reply) => {
    const { question, profile, conversationId, stream } = readAnswerRequest(request.body);
    const over = responseOver(reply);
    const signal = AbortSignal.any([over, shutdown]);
    const leave = await queue.enter(signal);
    over.addEventListener("abort", leave);

    const events = footnote.ask(question, {
      ...(profile && { profile }),
      ...(conversationId !== undefined && { conversationId }),
      signal,
    });
    if (!stream) return collectAnswer(events);
    const opened = await openStream(events);
    return reply
      .type("text/event-stream; charset=utf-8")
      .header("cache-control", "no-cache, no-transform")
      .header("x-accel-buffering", "no")
      .send(Readable.from(encodeSse(opened, heartbeatMs)));
  });
}

/** Reads the first event before anything is sent, so that a question refused at once gets a proper HTTP status. */
async function openStream(events: AsyncGenerator<AnswerEvent, void>): Promise<AsyncGenerator<AnswerEvent, void>> {
  const first = await events.next();
  if (!first.done && first.value.type === "answer-error") throw FootnoteError.fromBody(first.value.error);
  return (async function* () {
    if (!first.done) yield first.value;
    yield* events;
  })();
}
