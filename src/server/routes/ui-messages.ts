import type { FastifyInstance } from "fastify";
import { awaitTurn } from "../await-turn.js";
import { openEvents, sendStream } from "../event-stream.js";
import { withHeartbeat } from "../sse.js";
import { formatUiChunks, toUiChunks, UI_STREAM_HEADERS } from "../ui-messages/ui-chunks.js";
import { readUiRequest } from "../ui-messages/ui-request.js";
import type { AnswerRouteParts } from "./answers.js";
import { MAX_CHAT_BODY_BYTES } from "./chat.js";

/** `POST /v1/ui-messages`: the UI message stream that `useChat` of the AI SDK reads. */
export function addUiMessageRoute(app: FastifyInstance, { footnote, heartbeatMs, ...turn }: AnswerRouteParts): void {
  app.post("/v1/ui-messages", { bodyLimit: MAX_CHAT_BODY_BYTES }, async (request, reply) => {
    const { question, profile } = readUiRequest(request.body);
    const signal = await awaitTurn(reply, turn);
    const events = footnote.ask(question, { ...(profile && { profile }), signal });
    const chunks = formatUiChunks(toUiChunks(await openEvents(events)));
    return sendStream(reply, withHeartbeat(chunks, heartbeatMs), UI_STREAM_HEADERS);
  });
}
