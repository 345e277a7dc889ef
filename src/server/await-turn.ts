import type { FastifyReply } from "fastify";
import type { AnswerQueue } from "./answer-queue.js";

export interface TurnParts {
  queue: AnswerQueue;
  /** Fires when the server is closing and has waited long enough. */
  shutdown: AbortSignal;
}

/**
 * Waits until a request may be worked on, and ends its turn with its response. The signal fires when the response has been
 * sent, or can no longer be (the connection is what answers live and die by), or when the server closes.
 * @throws FootnoteError OVERLOADED, ABORTED
 */
export async function awaitTurn(reply: FastifyReply, { queue, shutdown }: TurnParts): Promise<AbortSignal> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  reply.raw.once("close", () => {
    shutdown.removeEventListener("abort", abort);
    abort();
  });
  shutdown.addEventListener("abort", abort);
  if (shutdown.aborted) abort();
  const leave = await queue.enter(controller.signal);
  reply.raw.once("close", leave);
  return controller.signal;
}
