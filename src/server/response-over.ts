import type { FastifyReply } from "fastify";

/** Fires when the response has been sent, or can no longer be: the connection is what answers live and die by. */
export function responseOver(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => controller.abort());
  return controller.signal;
}
