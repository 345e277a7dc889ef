import { request as httpRequest } from "node:http";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterEach, expect, it } from "vitest";
import type { Footnote } from "../../src/compose.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { exampleAnswer, exampleEvents } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

let server: RunningServer;
afterEach(() => server.close());

async function start(footnote: Footnote = scriptedFootnote({ ask: exampleEvents })): Promise<URL> {
  server = await serve({ footnote, traces: { get: async () => null }, graceMs: 100 }, { port: 0 });
  return new URL("/mcp", server.url);
}

async function connect(url: URL): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(url));
  return client;
}

it("serves the real client over HTTP, with progress", async () => {
  const client = await connect(await start());
  const { tools } = await client.listTools();
  expect(tools).toHaveLength(3);
  const told: unknown[] = [];
  const onprogress = (progress: unknown): void => void told.push(progress);
  const call = { name: "ask", arguments: { question: "BM25 or dense vectors?" } };
  const result = await client.callTool(call, undefined, { onprogress });
  expect(result.structuredContent).toMatchObject({ text: exampleAnswer.text });
  expect(told.length).toBeGreaterThan(2);
  await client.close();
});

it("serves many clients at once", async () => {
  const url = await start();
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const client = await connect(url);
      const result = await client.callTool({ name: "ask", arguments: { question: "Why?" } });
      await client.close();
      return result.isError ?? false;
    }),
  );
  expect(answers).toEqual(Array.from({ length: 5 }, () => false));
});

it("ends the work of a client that goes away", async () => {
  let began = (): void => {};
  let ended = (): void => {};
  const begin = new Promise<void>((resolve) => (began = resolve));
  const end = new Promise<void>((resolve) => (ended = resolve));
  const url = await start(
    scriptedFootnote({
      async *ask(_question, options) {
        began();
        await new Promise<void>((resolve) => options!.signal!.addEventListener("abort", () => resolve()));
        ended();
        yield* exampleEvents;
      },
    }),
  );
  const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ask", arguments: { question: "1" } } };
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const outgoing = httpRequest(url, { method: "POST", headers });
  outgoing.on("error", () => undefined);
  outgoing.end(JSON.stringify(body));
  await begin;
  outgoing.destroy();
  await end;
});

it.each([{ host: "evil.example" }, { host: "localhost", origin: "https://evil.example" }])(
  "refuses a page of another site: %j",
  async (names) => {
    const url = await start();
    const status = await new Promise((resolve) => {
      const headers = { ...names, "content-type": "application/json", accept: "application/json, text/event-stream" };
      const outgoing = httpRequest(url, { method: "POST", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.end(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }));
    });
    expect(status).toBe(403);
  },
);

it.each(["GET", "DELETE"])("has no sessions to %s", async (method) => {
  const response = await fetch(await start(), { method });
  expect({ status: response.status, allow: response.headers.get("allow") }).toEqual({ status: 405, allow: "POST" });
});

it.each([
  ["not JSON", "application/json", 400],
  ['{"jsonrpc":"2.0"}', "application/json", 400],
  [JSON.stringify({ x: "y".repeat(300_000) }), "application/json", 413],
  ["<xml/>", "text/xml", 400],
])("refuses %.20s", async (body, type, status) => {
  const headers = { "content-type": type, accept: "application/json, text/event-stream" };
  const response = await fetch(await start(), { method: "POST", headers, body });
  expect(response.status).toBe(status);
  expect(await response.json()).toHaveProperty("error");
});
