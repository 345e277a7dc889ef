import type { FastifyInstance } from "fastify";
import { collectAnswer } from "../../answer-engine.js";
import type { Footnote } from "../../compose.js";
import { awaitTurn, type TurnParts } from "../await-turn.js";
import { openEvents, sendStream } from "../event-stream.js";
import { readAnswerRequest } from "../read-answer-request.js";
import { encodeSse } from "../sse.js";

/** What every route that answers questions is made of. */
export interface AnswerRouteParts extends TurnParts {
  footnote: Pick<Footnote, "ask">;
  heartbeatMs: number;
}

/** `POST /v1/answers`: one JSON object, or the stream of events. A client that goes away takes its answer with it. */
export function addAnswerRoute(app: FastifyInstance, { footnote, heartbeatMs, ...turn }: AnswerRouteParts): void {
  app.post("/v1/answers", async (request, reply) => {
    const { question, profile, conversationId, stream } = readAnswerRequest(request.body);
    const signal = await awaitTurn(reply, turn);
    const events = footnote.ask(question, {
      ...(profile && { profile }),
      ...(conversationId !== undefined && { conversationId }),
      signal,
    });
    if (!stream) return collectAnswer(events);
    return sendStream(reply, encodeSse(await openEvents(events), heartbeatMs));
  });
}
