import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ModelRequest {
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    stream?: boolean;
    stream_options?: { include_usage?: boolean };
    max_tokens?: number;
    temperature?: number;
  };
  /** When the client let the connection go before the end, `performance.now()`; null while it has not. */
  closedAt: number | null;
}

/** How one request is answered. All that is left out behaves. */
export interface ModelReply {
  /** What the model says; written token by token when streamed. */
  text?: string;
  /** Tokens a second; as fast as it goes by default. */
  tokensPerSecond?: number;
  /** Before the headers of the response. */
  delayMs?: number;
  /** An error instead of an answer: 429, 401, 404, 500 ... */
  status?: number;
  headers?: Record<string, string>;
  /** Message of the error. */
  message?: string;
  /** `before-headers` and `before-first-token` say nothing more at all; `after` that many tokens likewise. */
  hang?: "before-headers" | "before-first-token" | { after: number };
  /** The connection breaks after that many tokens. */
  cutAfter?: number;
  /** Something that is no JSON where a chunk, or the body, should be. */
  badJson?: boolean;
  /** Reasoning in a field of its own, as vLLM and others send it, before the text. */
  reasoning?: string;
  /** No usage, whatever was asked for. */
  withoutUsage?: boolean;
  finishReason?: string;
}

export interface ScriptedModelServer {
  /** `http://127.0.0.1:40123/v1` */
  baseUrl: string;
  requests: ModelRequest[];
  close(): Promise<void>;
}

/**
 * A double of a language model's OpenAI-compatible endpoint, on loopback: chat completions, streamed or not, with every
 * way of going wrong that a real one has. `reply` is asked once a request; `count` starts at 1.
 */
export async function scriptedModelServer(
  reply: ModelReply | string | ((request: ModelRequest, count: number) => ModelReply | string),
): Promise<ScriptedModelServer> {
  const requests: ModelRequest[] = [];
  const server = createServer((request, response) => {
    let raw = "";
    request.on("data", (part: Buffer) => (raw += part.toString()));
    request.on("end", () => {
      if (request.url === "/v1/models") return sendJson(response, 200, { object: "list", data: [{ id: "scripted" }] });
      if (request.url !== "/v1/chat/completions") return sendJson(response, 404, { error: { message: "not found" } });
      const seen: ModelRequest = { headers: request.headers, body: JSON.parse(raw), closedAt: null };
      requests.push(seen);
      response.on("close", () => {
        if (!response.writableFinished) seen.closedAt = performance.now();
      });
      const chosen = typeof reply === "function" ? reply(seen, requests.length) : reply;
      void respond(response, seen, typeof chosen === "string" ? { text: chosen } : chosen);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests, close: () => closed(server) };
}

/** Pieces as a model's tokens come: a word with its space, or a mark. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*[\p{L}\p{N}]+|\s*[^\s\p{L}\p{N}]|\s+/gu) ?? [];
}

async function respond(response: ServerResponse, { body }: ModelRequest, reply: ModelReply): Promise<void> {
  const { text = "", status, headers = {}, message = "scripted failure", delayMs = 0, hang, badJson } = reply;
  if (hang === "before-headers") return;
  if (delayMs > 0) await sleep(delayMs);
  if (status !== undefined) return sendJson(response, status, { error: { message } }, headers);
  const usage = usageOf(body.messages, text);
  if (body.stream) return stream(response, body, reply, usage);
  if (badJson) return void response.writeHead(200, { "content-type": "application/json" }).end('{"choices": [');
  const choices = [
    { index: 0, finish_reason: reply.finishReason ?? "stop", message: { role: "assistant", content: text } },
  ];
  sendJson(response, 200, {
    ...HEAD,
    object: "chat.completion",
    choices,
    ...(reply.withoutUsage ? {} : { usage }),
  });
}

async function stream(
  response: ServerResponse,
  body: ModelRequest["body"],
  { text = "", reasoning = "", tokensPerSecond, hang, cutAfter, badJson, withoutUsage, finishReason }: ModelReply,
  usage: object,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (choices: object[], rest: object = {}): void =>
    void response.write(`data: ${JSON.stringify({ ...HEAD, object: "chat.completion.chunk", choices, ...rest })}\n\n`);
  const delta = (content: object, finish: string | null = null) => [
    { index: 0, delta: content, finish_reason: finish },
  ];
  send(delta({ role: "assistant", content: "" }));
  if (hang === "before-first-token") return;
  if (badJson) return void response.end("data: {this is no JSON\n\n");
  for (const token of tokensOf(reasoning)) send(delta({ reasoning_content: token }));
  for (const [count, token] of tokensOf(text).entries()) {
    if (count === cutAfter) return cut(response);
    if (typeof hang === "object" && count === hang.after) return;
    if (tokensPerSecond) await sleep(1_000 / tokensPerSecond);
    if (response.destroyed) return;
    send(delta({ content: token }));
  }
  if (cutAfter !== undefined) return cut(response);
  send(delta({}, finishReason ?? "stop"));
  if (body.stream_options?.include_usage && !withoutUsage) send([], { usage });
  response.end("data: [DONE]\n\n");
}

/** Breaks the connection once what was sent is on its way. */
async function cut(response: ServerResponse): Promise<void> {
  await sleep(30);
  response.destroy();
}

const HEAD = { id: "chatcmpl-1", created: 0, model: "scripted" };

function usageOf(messages: ModelRequest["body"]["messages"], text: string) {
  const prompt = messages.reduce((sum, { content }) => sum + tokensOf(content).length, 0);
  const completion = tokensOf(text).length;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
