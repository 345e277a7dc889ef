import { afterEach, describe, expect, it } from "vitest";
import type { AskOptions } from "../../src/compose.js";
import type { AnswerEvent } from "../../src/domain/answer.js";
import { FootnoteError } from "../../src/domain/errors.js";
import type { AppOptions } from "../../src/server/app.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { exampleEvents } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

let server: RunningServer;
afterEach(() => server.close());

const chat = { model: "sonar", messages: [{ role: "user", content: "Why?" }] };
const ui = {
  id: "1",
  trigger: "submit-message",
  messages: [{ role: "user", parts: [{ type: "text", text: "Why?" }] }],
};

/** Every way to ask for an answer, streamed or not, and what a stream of it says when the engine fails. */
const WAYS: [path: string, body: object, failure: RegExp][] = [
  ["/v1/answers", { question: "Why?", stream: true }, /event: answer-error/],
  ["/v1/chat/completions", { ...chat, stream: true }, /event: error\ndata: \{"error":\{/],
  ["/chat/completions", chat, /"server_error"/],
  ["/v1/ui-messages", ui, /data: \{"type":"error","errorText":"[^"]+"\}\n\ndata: \[DONE\]/],
];

async function start({ ask, ...options }: Partial<AppOptions> & Parameters<typeof scriptedFootnote>[0]): Promise<void> {
  const footnote = scriptedFootnote({ ...(ask && { ask }) });
  server = await serve({ footnote, traces: { get: async () => null }, ...options }, { port: 0 });
}

function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** An engine that says where it stands and then waits to be stopped, noting when that was. */
function waitingEngine() {
  let stoppedAt = 0;
  let begun = (): void => {};
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  async function* ask(_question: unknown, { signal }: AskOptions = {}): AsyncGenerator<AnswerEvent, void> {
    yield* exampleEvents.slice(0, 3);
    begun();
    await new Promise<void>((resolve) => signal!.addEventListener("abort", () => resolve()));
    stoppedAt = performance.now();
    yield { type: "answer-error", error: new FootnoteError("ABORTED", "The question was cancelled.").toBody() };
  }
  return { ask, hasBegun, stoppedAt: () => stoppedAt };
}

describe.each(WAYS)("POST %s %j", (path, body, failure) => {
  // A busy machine may be late for reasons of its own, but not three times.
  it(
    "stops the engine within 100 ms of its client's leaving, and gives its place to the next",
    { retry: 2 },
    async () => {
      const engine = waitingEngine();
      let calls = 0;
      await start({
        ask: (...call) => (calls++ === 0 ? engine.ask(...call) : play(exampleEvents)),
        queue: { running: 1, waiting: 0 },
      });
      const controller = new AbortController();
      const response = post(path, body, controller.signal).then((given) => given.text());
      await engine.hasBegun;
      await new Promise((resolve) => setTimeout(resolve, 20));
      const leftAt = performance.now();
      controller.abort();
      await expect(response).rejects.toThrow();
      while (engine.stoppedAt() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(engine.stoppedAt() - leftAt).toBeLessThan(100);
      expect((await post(path, body)).status).toBe(200);
    },
  );

  it("tells a failure on the way in the words of its protocol", async () => {
    const error = new FootnoteError("MODEL_CORRUPT", "The model is damaged.").toBody();
    await start({ ask: [...exampleEvents.slice(0, 4), { type: "answer-error", error }] });
    const text = await (await post(path, body)).text();
    expect(text).toMatch(failure);
    expect(text).toContain("The model is damaged.");
  });

  it("refuses when too many wait, and says when to come back", async () => {
    const engine = waitingEngine();
    await start({ ask: engine.ask, queue: { running: 1, waiting: 0 }, graceMs: 10 });
    const first = post(path, body).then((given) => given.text());
    await engine.hasBegun;
    const second = await post(path, body);
    expect(second.status).toBe(503);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
    const closed = server.close();
    expect(await first).toMatch(/cancelled/);
    await closed;
  });
});

describe.each(WAYS.filter(([path]) => path !== "/chat/completions"))("a stream of %s", (path, body) => {
  it("shows life through every silence, in lines that clients pass over", async () => {
    const engine = waitingEngine();
    await start({ ask: engine.ask, heartbeatMs: 10 });
    const controller = new AbortController();
    const response = await post(path, body, controller.signal);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let received = "";
    while (!/(?:: still here\n\n){2}/.test(received)) received += (await reader.read()).value;
    controller.abort();
    expect(received.split("\n\n").every((event) => event === "" || /^(?:event: |data: |: )/.test(event))).toBe(true);
  });
});

describe("POST /v1/ui-messages", () => {
  it.each([
    [{ messages: [] }, "messages"],
    [{ messages: [{ role: "user", parts: [{ type: "file", url: "data:," }] }] }, "messages[0].parts[0]"],
    [{ messages: [{ role: "assistant", parts: [] }] }, "messages"],
    [{ messages: [{ role: "user", parts: "Why?" }] }, "messages[0].parts"],
    [{ ...ui, profile: "best" }, "profile"],
    [{ ...ui, search_domain_filter: ["a.example", "-b.example"] }, "search_domain_filter"],
  ])("refuses %.80j in the words of the catalogue", async (body, field) => {
    await start({ ask: exampleEvents });
    const response = await post("/v1/ui-messages", body);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe("INPUT_INVALID");
    expect(error.message).toContain(`"${field}"`);
  });

  it("lets a page send fields of its own", async () => {
    await start({ ask: exampleEvents });
    expect((await post("/v1/ui-messages", { ...ui, theme: "dark" })).status).toBe(200);
  });
});

async function* play(events: AnswerEvent[]): AsyncGenerator<AnswerEvent, void> {
  yield* events;
}
