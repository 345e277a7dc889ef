import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Footnote } from "../../compose.js";
import { handleMcpRequest } from "../../mcp/handle-request.js";
import type { AnswerQueue } from "../answer-queue.js";
import { responseOver } from "../response-over.js";

export interface McpRouteParts {
  footnote: Pick<Footnote, "ask" | "search" | "fetch">;
  queue: AnswerQueue;
  shutdown: AbortSignal;
}

/** `/mcp`: the Model Context Protocol over HTTP. Each POST stands alone; there are no sessions to open or to end. */
export function addMcpRoute(app: FastifyInstance, { footnote, queue, shutdown }: McpRouteParts): void {
  app.post("/mcp", async (request, reply) => {
    const parts = {
      footnote,
      enter: queue.enter,
      onDefect: (err: unknown) => request.log.error({ err }, "tool failed"),
      signal: shutdown,
    };
    return handleMcpRequest(toWebRequest(request), request.body, responseOver(reply), parts);
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

/** What the protocol reads of a request; its body is handed over as it was parsed. */
function toWebRequest({ headers: given, method }: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) if (typeof value === "string") headers.set(name, value);
  return new Request("http://localhost/mcp", { method, headers });
}
