import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Footnote } from "../../compose.js";
import { createCancellations } from "../../mcp/cancellations.js";
import { handleMcpRequest } from "../../mcp/handle-request.js";
import type { AnswerQueue } from "../answer-queue.js";
import { responseOver } from "../response-over.js";

export interface McpRouteParts {
  footnote: Pick<Footnote, "ask" | "search" | "fetch">;
  queue: AnswerQueue;
  shutdown: AbortSignal;
}

const SESSION = "mcp-session-id";

/**
 * `/mcp`: the Model Context Protocol over HTTP. Each POST stands alone; a session is a random name that a client is given
 * when it begins, by which its cancellations find its calls. There is nothing to end.
 */
export function addMcpRoute(app: FastifyInstance, { footnote, queue, shutdown }: McpRouteParts): void {
  const cancellations = createCancellations();

  app.post("/mcp", async (request, reply) => {
    const given = request.headers[SESSION];
    const session = typeof given === "string" ? given : undefined;
    cancellations.cancel(session, request.body);
    const over = responseOver(reply);
    const call = cancellations.follow(session, request.body);
    if (call) over.addEventListener("abort", () => call.end(), { once: true });
    if (isInitialize(request.body)) void reply.header(SESSION, randomUUID());
    const parts = {
      footnote,
      enter: queue.enter,
      onDefect: (err: unknown) => request.log.error({ err }, "tool failed"),
      signal: shutdown,
    };
    const ended = call ? AbortSignal.any([over, call.signal]) : over;
    return handleMcpRequest(toWebRequest(request), request.body, ended, parts);
  });

  app.route({
    method: ["GET", "DELETE"],
    url: "/mcp",
    handler: async (_request, reply) => {
      const error = { code: -32_000, message: "There are no sessions here: send each message with POST." };
      return reply.status(405).header("allow", "POST").send({ jsonrpc: "2.0", error, id: null });
    },
  });
}

function isInitialize(body: unknown): boolean {
  return typeof body === "object" && body !== null && "method" in body && body.method === "initialize";
}

/** What the protocol reads of a request; its body is handed over as it was parsed. */
function toWebRequest({ headers: given, method }: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) if (typeof value === "string") headers.set(name, value);
  return new Request("http://localhost/mcp", { method, headers });
}
