import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { createMcpServer, type McpParts } from "./create-server.js";

/**
 * One HTTP request of the protocol's streamable transport. Without sessions: every request has a server of its own, so
 * nothing is kept, nothing can be taken over, and a request that goes away (`over`) ends its work.
 */
export async function handleMcpRequest(
  request: Request,
  parsedBody: unknown,
  over: AbortSignal,
  parts: McpParts,
): Promise<Response> {
  const server = createMcpServer(parts);
  const transport = new WebStandardStreamableHTTPServerTransport();
  await server.connect(transport);
  over.addEventListener("abort", () => void server.close(), { once: true });
  return transport.handleRequest(request, { parsedBody });
}
