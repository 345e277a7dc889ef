import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createOpenAiChatModel, type OpenAiSettings } from "../../../src/adapters/openai/chat-model.js";
import { withCircuitBreaker } from "../../../src/adapters/openai/circuit-breaker.js";
import { FootnoteError } from "../../../src/domain/errors.js";
import type { ChatMessage, ChatRequest, StreamingChatModel, TokenCounts } from "../../../src/ports/chat-model.js";
import { type ModelReply, type ScriptedModelServer, scriptedModelServer } from "../../doubles/scripted-model-server.js";

const MESSAGES: ChatMessage[] = [{ role: "user", content: "Capital of France?" }];
const REQUEST: ChatRequest = { maxTokens: 50, temperature: 0 };

let server: ScriptedModelServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function modelWith(
  reply: Parameters<typeof scriptedModelServer>[0],
  settings: Partial<OpenAiSettings> = {},
): Promise<StreamingChatModel> {
  server = await scriptedModelServer(reply);
  return createOpenAiChatModel({ model: "scripted", baseUrl: server.baseUrl, firstDelayMs: 1, ...settings });
}

async function read(model: StreamingChatModel, request: Partial<ChatRequest> = {}) {
  const pieces: string[] = [];
  const stream = model.stream(MESSAGES, { ...REQUEST, ...request });
  for (;;) {
    const next = await stream.next();
    if (next.done) return { pieces, usage: next.value };
    pieces.push(next.value);
  }
}

async function failureOf(promise: Promise<unknown>): Promise<FootnoteError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FootnoteError);
  return error as FootnoteError;
}

describe("a streamed answer", () => {
  it("comes in pieces, with the endpoint's token counts at the end", async () => {
    const { pieces, usage } = await read(await modelWith("Paris is large [1]."));
    expect(pieces.join("")).toBe("Paris is large [1].");
    expect(pieces.length).toBeGreaterThan(3);
    expect(usage).toEqual({ promptTokens: 4, completionTokens: 7 });
  });

  it("has no counts where the endpoint gives none", async () => {
    const { usage } = await read(await modelWith({ text: "Paris.", withoutUsage: true }));
    expect(usage).toEqual<TokenCounts>({ promptTokens: null, completionTokens: null });
  });

  it("leaves reasoning out that has a field of its own, and waits for it as for text", async () => {
    const { pieces } = await read(await modelWith({ reasoning: "The user asks", text: "Paris." }));
    expect(pieces.join("")).toBe("Paris.");
  });

  it("is empty when the model says nothing", async () => {
    expect((await read(await modelWith(""))).pieces).toEqual([]);
  });

  it("is asked for again when it fails before the first piece", async () => {
    const model = await modelWith((_, count) => (count === 1 ? { status: 503 } : "Paris."));
    expect((await read(model)).pieces.join("")).toBe("Paris.");
    expect(server!.requests).toHaveLength(2);
  });

  it("is not asked for again once a piece has been read", async () => {
    const model = await modelWith({ text: "Paris is large and old.", cutAfter: 3 });
    const pieces: string[] = [];
    const error = await failureOf(
      (async () => {
        for await (const piece of model.stream(MESSAGES, REQUEST)) pieces.push(piece);
      })(),
    );
    expect(error.code).toBe("LLM_UNAVAILABLE");
    expect(pieces.join("")).toBe("Paris is large");
    expect(server!.requests).toHaveLength(1);
  });

  it.each<[string, ModelReply, string]>([
    ["a wrong key", { status: 401 }, "LLM_REFUSED"],
    ["a model that does not exist", { status: 404 }, "LLM_REFUSED"],
    ["no end of being busy", { status: 429 }, "LLM_UNAVAILABLE"],
    ["chunks that are no JSON", { badJson: true }, "LLM_ANSWER_INVALID"],
    ["a prompt that is too long", { status: 400, message: "maximum context length is 4096" }, "INPUT_TOO_LONG"],
  ])("says what is wrong: %s", async (_, reply, code) => {
    expect((await failureOf(read(await modelWith(reply)))).code).toBe(code);
  });

  it.each<[string, ModelReply]>([
    ["before the headers", { hang: "before-headers" }],
    ["before the first piece", { hang: "before-first-token" }],
    ["in the middle", { text: "Paris is large.", hang: { after: 2 } }],
  ])("ends when the model hangs %s", async (_, reply) => {
    const model = await modelWith(reply, { stream: { firstPieceMs: 150, betweenPiecesMs: 150 } });
    const from = performance.now();
    expect((await failureOf(read(model))).code).toBe("LLM_UNAVAILABLE");
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(server!.requests).toHaveLength(1);
  });

  it("does not count the time of a slow reader as the model's", async () => {
    const model = await modelWith("Paris is large.", { stream: { firstPieceMs: 500, betweenPiecesMs: 100 } });
    let text = "";
    for await (const piece of model.stream(MESSAGES, REQUEST)) {
      text += piece;
      await new Promise((done) => setTimeout(done, 120));
    }
    expect(text).toBe("Paris is large.");
  });

  // A busy machine may be late for reasons of its own, but not three times.
  it("ends the call within 100 ms when the reader stops", { retry: 2 }, async () => {
    const model = await modelWith({ text: "word ".repeat(500), tokensPerSecond: 50 });
    for await (const _ of model.stream(MESSAGES, REQUEST)) break;
    const from = performance.now();
    await closedCall();
    expect(server!.requests[0]!.closedAt! - from).toBeLessThan(100);
  });

  it.each(["before-headers", "before-first-token"] as const)(
    "ends the call within 100 ms when it is aborted %s",
    { retry: 2 },
    async (hang) => {
      const model = await modelWith({ hang });
      const controller = new AbortController();
      const failed = failureOf(read(model, { signal: controller.signal }));
      while (!server!.requests.length) await new Promise((done) => setTimeout(done, 5));
      const from = performance.now();
      controller.abort();
      expect((await failed).code).toBe("ABORTED");
      await closedCall();
      expect(server!.requests[0]!.closedAt! - from).toBeLessThan(100);
    },
  );
});

async function closedCall(): Promise<void> {
  const until = performance.now() + 2_000;
  while (server!.requests[0]!.closedAt === null && performance.now() < until) {
    await new Promise((done) => setTimeout(done, 5));
  }
  expect(server!.requests[0]!.closedAt).not.toBeNull();
}

describe("an endpoint that is away", () => {
  it("fails within 2 s when nothing listens there", async () => {
    const model = await createOpenAiChatModel({
      model: "scripted",
      baseUrl: `http://127.0.0.1:${await unusedPort()}/v1`,
    });
    const from = performance.now();
    const { code, message } = await failureOf(read(model));
    expect(code).toBe("LLM_UNAVAILABLE");
    expect(message).toContain("ECONNREFUSED");
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

async function unusedPort(): Promise<number> {
  const taken: Server = createServer();
  await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
  const { port } = taken.address() as AddressInfo;
  await new Promise((done) => taken.close(done));
  return port;
}

describe("the circuit breaker", () => {
  it("asks no more after three failures in a row, and tries again after its pause", async () => {
    let works = false;
    const inner = await modelWith(() => (works ? "Paris." : { status: 500 }), { attempts: 1 });
    const model = withCircuitBreaker(inner, { failures: 3, pauseMs: 100 });
    for (let i = 0; i < 3; i++) await failureOf(read(model));
    const { code, message } = await failureOf(read(model));
    expect(code).toBe("LLM_UNAVAILABLE");
    expect(message).toContain("3 times in a row");
    await failureOf(model.complete(MESSAGES, REQUEST));
    expect(server!.requests).toHaveLength(3);
    works = true;
    await new Promise((done) => setTimeout(done, 120));
    expect((await read(model)).pieces.join("")).toBe("Paris.");
  });

  it("does not count what asking again cannot help", async () => {
    const model = withCircuitBreaker(await modelWith({ status: 401 }), { failures: 2 });
    for (let i = 0; i < 4; i++) expect((await failureOf(read(model))).code).toBe("LLM_REFUSED");
    expect(server!.requests).toHaveLength(4);
  });

  it("ends the call when its reader stops", async () => {
    const model = withCircuitBreaker(await modelWith({ text: "word ".repeat(500), tokensPerSecond: 50 }));
    for await (const _ of model.stream(MESSAGES, REQUEST)) break;
    await closedCall();
  });
});
