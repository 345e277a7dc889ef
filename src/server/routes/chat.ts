import type { FastifyInstance } from "fastify";
import { collectAnswer } from "../../answer-engine.js";
import { awaitTurn } from "../await-turn.js";
import { formatChunks, toChunks } from "../chat/chunks.js";
import { type CompletionContext, toCompletion } from "../chat/completion.js";
import { describeModel, findModel, MODELS } from "../chat/models.js";
import { readChatRequest } from "../chat/read-chat-request.js";
import { openEvents, sendStream } from "../event-stream.js";
import { useOpenAiErrors } from "../openai-errors.js";
import { sourceUrlsOf } from "../source-url.js";
import { withHeartbeat } from "../sse.js";
import type { AnswerRouteParts } from "./answers.js";

/** Clients send the whole conversation with every question. */
export const MAX_CHAT_BODY_BYTES = 4 * 1024 * 1024;

/** `POST /v1/chat/completions` and `GET /v1/models`, for clients of OpenAI and of Perplexity, whose paths begin without `/v1`. */
export function addChatRoutes(app: FastifyInstance, { footnote, heartbeatMs, ...turn }: AnswerRouteParts): void {
  void app.register(async (chat) => {
    useOpenAiErrors(chat);
    for (const path of ["/v1/chat/completions", "/chat/completions"]) {
      chat.post(path, { bodyLimit: MAX_CHAT_BODY_BYTES }, async (request, reply) => {
        const call = readChatRequest(request.body);
        const signal = await awaitTurn(reply, turn);
        const events = footnote.ask(call.question, { profile: call.model.profile, signal });
        const created = Math.floor(Date.now() / 1_000);
        const context: CompletionContext = { ...call, created, urlOf: sourceUrlsOf(request) };
        if (!call.stream) return toCompletion(await collectAnswer(events), context);
        const chunks = formatChunks(toChunks(await openEvents(events), context));
        return sendStream(reply, withHeartbeat(chunks, heartbeatMs));
      });
    }
    for (const path of ["/v1/models", "/models"]) {
      chat.get(path, async () => ({ object: "list", data: MODELS.map(describeModel) }));
      chat.get<{ Params: { id: string } }>(`${path}/:id`, async (request) =>
        describeModel(findModel(request.params.id)),
      );
    }
  });
}
