import type { FastifyReply } from "fastify";
import type { AnswerQueue } from "./answer-queue.js";
import { responseOver } from "./response-over.js";

export interface TurnParts {
  queue: AnswerQueue;
  /** Fires when the server is closing and has waited long enough. */
  shutdown: AbortSignal;
}

/**
 * Waits until a request may be worked on, and ends its turn with its response. The signal fires when the response is over,
 * or when the server closes. @throws FootnoteError OVERLOADED, ABORTED
 */
export async function awaitTurn(reply: FastifyReply, { queue, shutdown }: TurnParts): Promise<AbortSignal> {
  const over = responseOver(reply);
  const signal = AbortSignal.any([over, shutdown]);
  const leave = await queue.enter(signal);
  over.addEventListener("abort", leave);
  return signal;
}
