import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** What clients get to read the end of an answer that was cut short. */
const LAST_WORDS_MS = 1_000;

/**
 * Closing in order: no new requests, then `graceMs` for running answers to end; then the returned signal cuts them short,
 * and a moment later the connections that are still there are ended.
 */
export function endWithGrace(app: FastifyInstance, graceMs: number): AbortSignal {
  const controller = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const unused = trackUnusedConnections(app);
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
    for (const socket of unused) socket.destroy();
    timers.push(setTimeout(() => controller.abort(), graceMs));
    timers.push(setTimeout(() => app.server.closeAllConnections(), graceMs + LAST_WORDS_MS));
  });
  // A connection whose last response ends while the server closes would otherwise be kept alive for more than a minute.
  app.addHook("onResponse", async () => {
    if (closing) setImmediate(() => app.server.closeIdleConnections());
  });
  app.addHook("onClose", async () => timers.forEach(clearTimeout));
  return controller.signal;
}

/** Browsers open connections in advance; to Node one without a request yet is not idle, and would hold the server open. */
function trackUnusedConnections(app: FastifyInstance): Set<Socket> {
  const unused = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  app.server.on("request", ({ socket }) => unused.delete(socket));
  return unused;
}
