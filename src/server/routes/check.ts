import type { FastifyInstance } from "fastify";
import type { Footnote } from "../../compose.js";
import type { AnswerQueue } from "../answer-queue.js";
import { responseOver } from "../response-over.js";
import { readCheckRequest } from "../read-check-request.js";

export interface CheckRouteParts {
  footnote: Pick<Footnote, "check">;
  queue: AnswerQueue;
  shutdown: AbortSignal;
}

/** `POST /v1/check`: the claims of somebody else's answer, with verdicts. */
export function addCheckRoute(app: FastifyInstance, { footnote, queue, shutdown }: CheckRouteParts): void {
  app.post("/v1/check", async (request, reply) => {
    const { text, sources } = readCheckRequest(request.body);
    const over = responseOver(reply);
    const signal = AbortSignal.any([over, shutdown]);
    const leave = await queue.enter(signal);
    over.addEventListener("abort", leave);
    return footnote.check(text, sources, signal);
  });
}
