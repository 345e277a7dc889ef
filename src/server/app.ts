import type { Socket } from "node:net";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { Footnote, Uploads } from "../compose.js";
import { FootnoteError } from "../domain/errors.js";
import type { TraceStore } from "../tracing/trace.js";
import { createAnswerQueue } from "./answer-queue.js";
import { fromFastify, sendError, useErrorResponses } from "./error-responses.js";
import { useHostCheck } from "./host-check.js";
import { createMetrics } from "./metrics.js";
import { describeApi } from "./openapi.js";
import { addAnswerRoute } from "./routes/answers.js";
import { addChatRoutes } from "./routes/chat.js";
import { addCheckRoute } from "./routes/check.js";
import { addConversationRoute } from "./routes/conversations.js";
import { addDocumentRoutes } from "./routes/documents.js";
import { addHealthRoutes } from "./routes/health.js";
import { addMcpRoute } from "./routes/mcp.js";
import { addMetricsRoute } from "./routes/metrics.js";
import { addPage } from "./routes/page.js";
import { addSearchRoute } from "./routes/search.js";
import { addTraceRoutes } from "./routes/traces.js";
import { addUiMessageRoute } from "./routes/ui-messages.js";
import { MAX_BODY_BYTES } from "./schemas.js";
import { endWithGrace } from "./shutdown.js";
import { HEARTBEAT_MS } from "./sse.js";

export interface AppOptions {
  footnote: Footnote;
  traces: Pick<TraceStore, "get">;
  /** Takes documents that are sent; null (default) where none are accepted. */
  uploads?: Uploads | null;
  logger?: FastifyBaseLogger | undefined;
  /** Answer only to this machine's own names (default); false for a server that other machines may reach. */
  loopbackOnly?: boolean;
  /** How many answers run at once, and how many more may wait. */
  queue?: { running?: number; waiting?: number };
  heartbeatMs?: number;
  /** How long answers may go on when the server closes. */
  graceMs?: number;
}

/** The HTTP interface and the page, not yet listening. The caller keeps `footnote`, `traces` and `uploads`, and closes them. */
export function buildApp(options: AppOptions): FastifyInstance {
  const { traces, uploads = null, logger, loopbackOnly = true, heartbeatMs = HEARTBEAT_MS, graceMs = 3_000 } = options;
  const metrics = createMetrics();
  const footnote = metrics.watch(options.footnote);
  const app: FastifyInstance = Fastify({
    ...(logger && { loggerInstance: logger }),
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: "idle",
    frameworkErrors: (error, _request, reply) => void sendError(reply as never, fromFastify(error)),
    clientErrorHandler: refuseUnreadable,
  });

  useErrorResponses(app);
  if (loopbackOnly) useHostCheck(app);
  addPage(app);
  addHealthRoutes(app, footnote);
  const queue = createAnswerQueue(options.queue);
  const answering = { footnote, queue, shutdown: endWithGrace(app, graceMs), heartbeatMs };
  addAnswerRoute(app, answering);
  addCheckRoute(app, answering);
  addChatRoutes(app, answering);
  addUiMessageRoute(app, answering);
  addSearchRoute(app, answering);
  addDocumentRoutes(app, { footnote, uploads });
  addConversationRoute(app, footnote);
  addMcpRoute(app, answering);
  addTraceRoutes(app, traces);
  addMetricsRoute(app, metrics);
  const api = describeApi();
  app.get("/openapi.json", async () => api);
  return app;
}

/** What is not HTTP at all has no request to reply to: the response is written by hand. */
function refuseUnreadable(_error: Error, socket: Socket): void {
  if (!socket.writable) return;
  const error = new FootnoteError("BODY_MALFORMED", "This is not a valid HTTP request.").toBody();
  const body = JSON.stringify({ error });
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}
