import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import Perplexity from "@perplexity-ai/perplexity_ai";
import { DefaultChatTransport, type UIMessage } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openLanguageModel } from "../../../src/compose.js";
import { type ModelReply, type ScriptedModelServer, scriptedModelServer } from "../../doubles/scripted-model-server.js";
import { startSmallServer } from "./small-server.js";

const QUESTION = "How can hallucinations be reduced?";
const MODEL = "footnote-fast";
const KEY = "sk-secret-0123456789";
const user = (content: string) => ({ role: "user" as const, content });

let reply: ModelReply;
let model: ScriptedModelServer;
let server: Awaited<ReturnType<typeof startSmallServer>>;
let told: string[];
/** Requests of the model before the test at hand. */
let before: number;

beforeAll(async () => {
  model = await scriptedModelServer(() => reply);
  told = [];
  const language = await openLanguageModel(
    {
      ...{ model: "scripted", smallModel: "scripted", baseUrl: model.baseUrl, apiKey: KEY, contextTokens: 4_000 },
      ...{ deadlineMs: 20_000, prices: null, maxTokensPerAnswer: null, maxTokensPerDay: null },
    },
    (message) => void told.push(message),
  );
  server = await startSmallServer(language);
});
beforeEach(() => {
  before = model.requests.length;
});
afterAll(async () => {
  await server.close();
  await model.close();
});

const openai = () => new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });

/** Text and verdicts of an answer, by the real client, streamed or not. */
async function ask(stream: boolean, messages: OpenAI.ChatCompletionMessageParam[] = [user(QUESTION)]) {
  const { completions } = openai().chat;
  const params = { model: MODEL, messages };
  const completion = stream ? await completions.stream(params).finalChatCompletion() : await completions.create(params);
  const { footnote } = completion as unknown as { footnote: { degraded: string[]; abstained: boolean } };
  return { text: completion.choices[0]!.message.content!, ...footnote };
}

describe.each([false, true])("a model that refuses (stream: %s)", (stream) => {
  it.each<[string, ModelReply, RegExp]>([
    [
      "a wrong key",
      { status: 401, message: `Incorrect API key: ${KEY}` },
      /refuses the key \(401\)\. Set OPENAI_API_KEY/,
    ],
    ["a name it does not know", { status: 404 }, /knows no model "scripted" \(404\)\. Check FOOTNOTE_MODEL/],
    [
      "a prompt longer than its window",
      { status: 400, message: "This model's maximum context length is 512 tokens." },
      /longer than "scripted" reads\. Set FOOTNOTE_CONTEXT_TOKENS/,
    ],
  ])("%s is asked once, and the documents are quoted", async (_, refusal, words) => {
    reply = refusal;
    const { text, degraded, abstained } = await ask(stream);
    expect(text).toMatch(/\[1\]/);
    expect({ degraded, abstained }).toEqual({ degraded: ["llm"], abstained: false });
    expect(model.requests.length - before).toBe(1);
    // Once in the life of a server, whichever of the two runs comes first.
    expect(told.filter((message) => words.test(message))).toHaveLength(1);
    expect(told.join()).not.toContain(KEY);
  });
});

describe.each([false, true])("bad input (stream: %s)", (stream) => {
  const megabyte = "word ".repeat(200_000);
  const refusalOf = async (body: object): Promise<InstanceType<typeof OpenAI.APIError>> => {
    const params = { model: MODEL, messages: [user(QUESTION)], stream, ...body };
    return openai()
      .chat.completions.create(params)
      .then(
        () => expect.fail("It was answered."),
        (error: InstanceType<typeof OpenAI.APIError>) => error,
      );
  };

  it.each<[string, object, number, string, RegExp]>([
    ["a model that does not exist", { model: "gpt-9" }, 404, "model_not_found", /no model "gpt-9".*footnote-fast/],
    ["an unknown field", { unheard_of: 1 }, 400, "unknown_parameter", /"unheard_of" is no parameter/],
    [
      "a question of a megabyte",
      { messages: [user(megabyte)] },
      400,
      "context_length_exceeded",
      /at most 2000.*Shorten/,
    ],
    [
      "domains both allowed and denied",
      { search_domain_filter: ["a.example", "-b.example"] },
      ...([400, "invalid_value", /either allows or denies/] as const),
    ],
  ])("%s is refused in words and with a status that the client knows", async (_, body, status, code, words) => {
    const error = await refusalOf(body);
    expect(error).toMatchObject({ status, code });
    expect(error.message).toMatch(words);
    expect(model.requests.length).toBe(before);
  });

  it("a conversation of 500 turns, one of them a megabyte, is answered", async () => {
    reply = { status: 500 };
    const turns = Array.from({ length: 250 }, (_, i) => [
      user(`What is BM25 in case ${i}?`),
      { role: "assistant" as const, content: i === 249 ? megabyte : `A ranking formula ${i} [1].` },
    ]).flat();
    const { text, abstained } = await ask(stream, [...turns, user("What is BM25?")]);
    expect(abstained).toBe(false);
    expect(text).toMatch(/BM25/);
  });
});

it("refuses both kinds of domains to Perplexity's client as well", async () => {
  const client = new Perplexity({ baseURL: server.url, apiKey: "none", maxRetries: 0 });
  const search_domain_filter = ["a.example", "-b.example"];
  const params = { model: MODEL, messages: [user(QUESTION)], search_domain_filter };
  for (const stream of [false, true]) {
    const refused = client.chat.completions.create({ ...params, stream });
    await expect(refused).rejects.toThrow(/either allows or denies/);
  }
});

it.each<[string, object, RegExp]>([
  ["/v1/answers", { question: QUESTION, unheard_of: 1 }, /"unheard_of" is no field of this request/],
  [
    "/v1/answers",
    { question: QUESTION, history: [{ role: "user", content: "a", b: 1 }] },
    /"history\.0\.b" is no field/,
  ],
  ["/search", { query: QUESTION, unheard_of: 1 }, /"unheard_of" is no parameter/],
])("%s names the field that it does not know", async (path, body, words) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(new RegExp(words.source.replaceAll('"', String.raw`\\?"`)));
});

describe("a client that leaves", () => {
  const post =
    (path: string, body: object) =>
    async (signal: AbortSignal): Promise<unknown> => {
      const headers = { "content-type": "application/json" };
      return (await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body), signal })).text();
    };
  const chat = { model: MODEL, messages: [user(QUESTION)] };

  /** A client that gives up one call and stays. */
  async function cancelTool(signal: AbortSignal): Promise<unknown> {
    const client = new Client({ name: "test", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
    const call = { name: "ask", arguments: { question: QUESTION, profile: "fast" } };
    return client.callTool(call, undefined, { signal });
  }

  async function callTool(signal: AbortSignal): Promise<unknown> {
    const client = new Client({ name: "test", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
    signal.addEventListener("abort", () => void client.close());
    const call = { name: "ask", arguments: { question: QUESTION, profile: "fast" } };
    return client.callTool(call);
  }

  async function useChat(abortSignal: AbortSignal): Promise<unknown> {
    const transport = new DefaultChatTransport<UIMessage>({
      api: `${server.url}/v1/ui-messages`,
      body: { profile: "fast" },
    });
    const messages: UIMessage[] = [{ id: "1", role: "user", parts: [{ type: "text", text: QUESTION }] }];
    const call = { chatId: "chat", messageId: undefined, trigger: "submit-message" as const, messages, abortSignal };
    const reader = (await transport.sendMessages(call)).getReader();
    while (!(await reader.read()).done);
    return null;
  }

  const WAYS: [string, (signal: AbortSignal) => Promise<unknown>][] = [
    ["/v1/answers", post("/v1/answers", { question: QUESTION, profile: "fast" })],
    ["/v1/answers, streamed", post("/v1/answers", { question: QUESTION, profile: "fast", stream: true })],
    ["/v1/chat/completions", post("/v1/chat/completions", chat)],
    ["/v1/chat/completions, streamed", post("/v1/chat/completions", { ...chat, stream: true })],
    [
      "the openai client, streamed",
      (signal) => openai().chat.completions.stream(chat, { signal }).finalChatCompletion(),
    ],
    ["useChat's transport", useChat],
    ["an MCP client over HTTP", callTool],
    ["an MCP client over HTTP that cancels the call", cancelTool],
  ];
  const STATES: [string, ModelReply][] = [
    ["while the model writes", { text: "word ".repeat(2_000), tokensPerSecond: 50 }],
    ["before the model has answered", { hang: "before-headers" }],
  ];

  describe.each(STATES)("%s", (_, state) => {
    // A busy machine may be late for reasons of its own, but not three times.
    it.each(WAYS)("ends the model's call within 100 ms: %s", { retry: 2 }, async (_way, call) => {
      reply = state;
      const asked = model.requests.length;
      const controller = new AbortController();
      const ended = call(controller.signal).catch(() => null);
      while (model.requests.length === asked) await new Promise((done) => setTimeout(done, 5));
      await new Promise((done) => setTimeout(done, 60));
      const request = model.requests[asked]!;
      expect(request.closedAt).toBeNull();
      const leftAt = performance.now();
      controller.abort();
      await ended;
      while (request.closedAt === null && performance.now() - leftAt < 2_000) {
        await new Promise((done) => setTimeout(done, 5));
      }
      expect(request.closedAt).not.toBeNull();
      expect(request.closedAt! - leftAt).toBeLessThan(100);
    });
  });
});
