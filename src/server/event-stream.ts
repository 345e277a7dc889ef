import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { AnswerEvent } from "../domain/answer.js";
import { FootnoteError } from "../domain/errors.js";

/** Reads the first event before anything is sent, so that a question refused at once gets a proper HTTP status. */
export async function openEvents(
  events: AsyncGenerator<AnswerEvent, void>,
): Promise<AsyncGenerator<AnswerEvent, void>> {
  const first = await events.next();
  if (!first.done && first.value.type === "answer-error") throw FootnoteError.fromBody(first.value.error);
  return (async function* () {
    if (!first.done) yield first.value;
    yield* events;
  })();
}

/** Sends server-sent events as they come, past proxies that would keep them. */
export function sendStream(
  reply: FastifyReply,
  chunks: AsyncIterable<string>,
  headers: Record<string, string> = {},
): FastifyReply {
  return reply
    .type("text/event-stream; charset=utf-8")
    .header("cache-control", "no-cache, no-transform")
    .header("x-accel-buffering", "no")
    .headers(headers)
    .send(Readable.from(chunks));
}
