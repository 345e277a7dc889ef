import { once } from "node:events";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createMcpServer, type McpParts } from "./create-server.js";

const MAX_MESSAGE_BYTES = 256 * 1024;

/** Speaks the protocol over standard input and output until the client leaves or `signal` fires. */
export async function serveStdio(parts: Omit<McpParts, "signal">, signal: AbortSignal): Promise<void> {
  // Standard output is the protocol's: a package that prints there would break it.
  for (const method of ["log", "info", "debug"] as const) console[method] = console.error;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  process.stdin.once("end", leave).once("close", leave);
  signal.addEventListener("abort", leave, { once: true });

  const server = createMcpServer({ ...parts, signal: gone.signal });
  server.server.onclose = leave;
  await server.connect(new StdioServerTransport(undefined, undefined, { maxBufferSize: MAX_MESSAGE_BYTES }));
  if (!signal.aborted && !gone.signal.aborted) await once(gone.signal, "abort");
  await server.close();
}
