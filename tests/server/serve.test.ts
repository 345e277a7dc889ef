import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { AskOptions, Footnote } from "../../src/compose.js";
import type { AnswerEvent } from "../../src/domain/answer.js";
import type { AppOptions } from "../../src/server/app.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { exampleEvents } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

let server: RunningServer;
afterEach(() => server.close());

async function start(options: Partial<AppOptions> & { ask?: AnswerEvent[] | Footnote["ask"] } = {}): Promise<void> {
  const { ask = exampleEvents, ...rest } = options;
  server = await serve(
    { footnote: scriptedFootnote({ ask }), traces: { get: async () => null }, ...rest },
    { port: 0 },
  );
}

function post(body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.url}/v1/answers`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** An engine that gets stuck after its first event until it is told to stop. */
function stuckEngine() {
  let stopped = (): void => {};
  const wasStopped = new Promise<void>((resolve) => (stopped = resolve));
  async function* ask(_question: unknown, { signal }: AskOptions = {}): AsyncGenerator<AnswerEvent, void> {
    yield exampleEvents[0]!;
    await new Promise<void>((resolve) => signal!.addEventListener("abort", () => resolve()));
    stopped();
    yield { type: "answer-error", error: { code: "ABORTED", message: "The question was cancelled.", hint: "" } };
  }
  return { ask, wasStopped };
}

describe("a running server", () => {
  it("streams each event as it happens, not at the end", async () => {
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await start({
      async *ask() {
        yield exampleEvents[0]!;
        await held;
        yield* exampleEvents.slice(1);
      },
    });
    const reader = (await post({ question: "Why?", stream: true }))
      .body!.pipeThrough(new TextDecoderStream())
      .getReader();
    const first = await reader.read();
    expect(first.value).toMatch(/^event: query-understood\ndata: \{.*\}\n\n$/);
    goOn();
    let rest = "";
    for (let next = await reader.read(); !next.done; next = await reader.read()) rest += next.value;
    expect(rest).toMatch(/event: answer-end\n.*\n\n$/);
  });

  it("sends heartbeats while the engine thinks", async () => {
    const { ask } = stuckEngine();
    await start({ ask, heartbeatMs: 10 });
    const controller = new AbortController();
    const reader = (await post({ question: "Why?", stream: true }, controller.signal))
      .body!.pipeThrough(new TextDecoderStream())
      .getReader();
    let received = "";
    while (!received.includes(": still here\n\n")) received += (await reader.read()).value;
    controller.abort();
  });

  it.each([true, false])("stops the answer of a client that left (stream: %s), and frees its place", async (stream) => {
    const { ask, wasStopped } = stuckEngine();
    let calls = 0;
    await start({ ask: (...call) => (calls++ === 0 ? ask(...call) : play()), queue: { running: 1, waiting: 0 } });
    const controller = new AbortController();
    const request = post({ question: "Why?", stream }, controller.signal).then((response) => response.text());
    setTimeout(() => controller.abort(), 100);
    await expect(request).rejects.toThrow();
    await wasStopped;
    expect((await post({ question: "Next?" })).status).toBe(200);
  });

  it("stops writing while its reader does not read", async () => {
    let written = 0;
    await start({
      async *ask() {
        yield exampleEvents[0]!;
        for (; written < 10_000; written++) yield { type: "answer-delta", text: "x".repeat(10_000) };
      },
    });
    const controller = new AbortController();
    await post({ question: "Why?", stream: true }, controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // 100 MB would be written without backpressure; buffers on the way hold a few.
    expect(written).toBeLessThan(5_000);
    controller.abort();
  });

  it("cuts answers short that outlast the grace time when it closes", async () => {
    const { ask, wasStopped } = stuckEngine();
    await start({ ask, graceMs: 50 });
    const response = await post({ question: "Why?", stream: true });
    const closed = server.close();
    await wasStopped;
    expect(await response.text()).toContain("answer-error");
    await closed;
    await expect(post({ question: "Why?" })).rejects.toThrow();
  });

  it("closes at once when nothing is running, though connections are open", async () => {
    await start();
    const unused = connect(server.port, "127.0.0.1");
    await new Promise((resolve) => unused.once("connect", resolve));
    await (await post({ question: "Why?" })).text();
    const begun = performance.now();
    await server.close();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it("says that a port is in use", async () => {
    await start();
    const again = serve({ footnote: scriptedFootnote(), traces: { get: async () => null } }, { port: server.port });
    await expect(again).rejects.toMatchObject({
      code: "PORT_IN_USE",
      message: expect.stringContaining(String(server.port)),
    });
  });

  it("answers what is not HTTP in the words of the catalogue", async () => {
    await start();
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write("hello\r\n\r\n"));
      let text = "";
      socket.on("data", (data) => (text += data.toString())).on("close", () => resolve(text));
    });
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(reply.split("\r\n\r\n")[1]!)).toMatchObject({ error: { code: "BODY_MALFORMED" } });
  });
});

async function* play(): AsyncGenerator<AnswerEvent, void> {
  yield* exampleEvents;
}
