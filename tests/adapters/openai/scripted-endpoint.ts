import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    max_tokens: number;
    temperature: number;
    response_format?: unknown;
  };
}

/** What the endpoint does with one request: the model's words, or anything else. */
export type Reply =
  string | { status: number; headers?: Record<string, string>; body: unknown } | ((response: ServerResponse) => void);

export interface ScriptedEndpoint {
  baseUrl: string;
  requests: SeenRequest[];
  close(): Promise<void>;
}

/** A double of a paid service: an endpoint of OpenAI's chat completions protocol on loopback, with scripted replies. */
export async function scriptedEndpoint(
  reply: (request: SeenRequest, count: number) => Reply,
): Promise<ScriptedEndpoint> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let raw = "";
    request.on("data", (part: Buffer) => (raw += part.toString()));
    request.on("end", () => {
      if (request.url !== "/v1/chat/completions") {
        send(response, 404, { error: { message: "not found" } });
        return;
      }
      const seen: SeenRequest = { headers: request.headers, body: JSON.parse(raw) };
      requests.push(seen);
      const chosen = reply(seen, requests.length);
      if (typeof chosen === "function") chosen(response);
      else if (typeof chosen === "string") send(response, 200, completion(chosen));
      else send(response, chosen.status, chosen.body, chosen.headers);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests, close: () => closed(server) };
}

/** 7 tokens in, 3 out. */
export function completion(text: string) {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 0,
    model: "scripted",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
