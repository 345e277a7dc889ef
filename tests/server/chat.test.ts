import type { FastifyInstance } from "fastify";
import type { ChatCompletionCreateParams } from "openai/resources";
import { afterEach, describe, expect, it } from "vitest";
import type { Footnote } from "../../src/compose.js";
import type { AnswerEvent } from "../../src/domain/answer.js";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Question } from "../../src/domain/query.js";
import { type AppOptions, buildApp } from "../../src/server/app.js";
import { ChatRequest } from "../../src/server/chat/chat-request.js";
import { ChatCompletion } from "../../src/server/chat/completion-schema.js";
import { MAX_CHAT_BODY_BYTES } from "../../src/server/routes/chat.js";
import { MAX_HISTORY_TURNS, MAX_TURN_LENGTH } from "../../src/server/schemas.js";
import { exampleAnswer, exampleEvents } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

let app: FastifyInstance;
afterEach(() => app.close());

function build(ask: AnswerEvent[] | Footnote["ask"] = exampleEvents, options: Partial<AppOptions> = {}): void {
  app = buildApp({ footnote: scriptedFootnote({ ask }), traces: { get: async () => null }, ...options });
}

const user = (content: unknown) => ({ role: "user", content });
const QUESTION = { model: "sonar", messages: [user("BM25 or dense vectors?")] };

function chat(payload: object | string, url = "/v1/chat/completions") {
  return app.inject({ method: "POST", url, headers: { "content-type": "application/json" }, payload });
}

/** What the engine was asked for a request. */
async function asked(payload: object): Promise<Question & { profile: string | undefined }> {
  let seen: (Question & { profile: string | undefined }) | null = null;
  build(async function* (question, options) {
    seen = { ...question, profile: options?.profile };
    yield* exampleEvents;
  });
  expect((await chat(payload)).json().error).toBeUndefined();
  return seen!;
}

const chunksOf = (body: string): Record<string, unknown>[] =>
  Array.from(body.matchAll(/^data: (\{.*)$/gm), ([, data]) => JSON.parse(data!) as Record<string, unknown>);

describe("POST /v1/chat/completions", () => {
  it.each([
    ["footnote-fast", "fast"],
    ["footnote-thorough", "thorough"],
    ["sonar", "balanced"],
    ["sonar-pro", "thorough"],
  ])("answers as %s with the profile %s", async (model, profile) => {
    expect((await asked({ ...QUESTION, model })).profile).toBe(profile);
  });

  it("asks the last message, with the earlier ones as history and without those of the system", async () => {
    const messages = [
      { role: "system", content: "Answer in rhyme." },
      user("What is\u0007 BM25?"),
      { role: "assistant", content: "A ranking function [1].", name: "footnote" },
      { role: "developer", content: [{ type: "text", text: "Be brief." }] },
      user([
        { type: "text", text: " And" },
        { type: "text", text: "dense? " },
      ]),
    ];
    expect(await asked({ ...QUESTION, messages })).toMatchObject({
      text: "And\ndense?",
      history: [
        { role: "user", content: "What is BM25?" },
        { role: "assistant", content: "A ranking function [1]." },
      ],
    });
  });

  it("keeps the newest turns of a conversation of 500, and the beginning of a long one", async () => {
    const turns = Array.from({ length: 499 }, (_, i) => ({
      role: i % 2 ? "assistant" : "user",
      // What is cut off begins in the middle of a character.
      content: `${i} ${"x".repeat(MAX_TURN_LENGTH - 5)}😀`,
    }));
    const { history } = await asked({ ...QUESTION, messages: [...turns, user("Why?")] });
    expect(history).toHaveLength(MAX_HISTORY_TURNS);
    expect(history.at(-1)).toEqual({ role: "user", content: `498 ${"x".repeat(MAX_TURN_LENGTH - 5)}` });
  });

  it("hands the filters to the engine", async () => {
    const filters = {
      search_domain_filter: ["https://Docs.example.org/", "docs/"],
      search_after_date_filter: "3/1/2025",
      search_before_date_filter: "2025-12-31",
    };
    expect((await asked({ ...QUESTION, ...filters })).filters).toEqual({
      sites: ["Docs.example.org", "docs/"],
      publishedAfter: "2025-03-01",
      publishedBefore: "2025-12-31",
    });
    expect((await asked(QUESTION)).filters).toBeUndefined();
  });

  it("accepts every parameter of OpenAI's, and says which it cannot keep to", () => {
    const known: Record<keyof ChatCompletionCreateParams, true> = {
      ...{ messages: true, model: true, audio: true, frequency_penalty: true, function_call: true, functions: true },
      ...{ logit_bias: true, logprobs: true, max_completion_tokens: true, max_tokens: true, metadata: true },
      ...{ modalities: true, moderation: true, n: true, parallel_tool_calls: true, prediction: true },
      ...{ presence_penalty: true, prompt_cache_key: true, prompt_cache_options: true, prompt_cache_retention: true },
      ...{ reasoning_effort: true, response_format: true, safety_identifier: true, seed: true, service_tier: true },
      ...{ stop: true, store: true, stream: true, stream_options: true, temperature: true, tool_choice: true },
      ...{ tools: true, top_logprobs: true, top_p: true, user: true, verbosity: true, web_search_options: true },
    };
    build();
    expect(Object.keys(ChatRequest.shape)).toEqual(expect.arrayContaining(Object.keys(known)));
  });

  it("takes null for a parameter that was left out, as some clients send it", async () => {
    const nothing = Object.keys(ChatRequest.shape).filter((name) => name !== "model" && name !== "messages");
    const { filters } = await asked({ ...QUESTION, ...Object.fromEntries(nothing.map((name) => [name, null])) });
    expect(filters).toBeUndefined();
  });

  it.each([
    [{ ...QUESTION, model: "gpt-4o" }, 404, "model_not_found", "model"],
    [{ ...QUESTION, model: "toString" }, 404, "model_not_found", "model"],
    [{ messages: QUESTION.messages }, 400, "missing_required_parameter", "model"],
    [{ model: "sonar" }, 400, "missing_required_parameter", "messages"],
    [{ ...QUESTION, messages: [] }, 400, "unsupported_value", "messages"],
    [{ ...QUESTION, messages: "Why?" }, 400, "invalid_type", "messages"],
    [{ ...QUESTION, messages: [user(3)] }, 400, "invalid_type", "messages[0].content"],
    [{ ...QUESTION, messages: [user(null)] }, 400, "invalid_type", "messages[0].content"],
    [{ ...QUESTION, messages: [user(" \u0000 ")] }, 400, "invalid_value", "messages"],
    [{ ...QUESTION, messages: [user([])] }, 400, "unsupported_value", "messages[0].content"],
    [
      {
        ...QUESTION,
        messages: [
          user([
            { type: "text", text: "a" },
            { type: "image_url", image_url: {} },
          ]),
        ],
      },
      ...[400, "unsupported_value", "messages[0].content[1].type"],
    ],
    [
      { ...QUESTION, messages: [user([{ type: "text" }])] },
      400,
      "missing_required_parameter",
      "messages[0].content[0].text",
    ],
    [
      { ...QUESTION, messages: [{ role: "tool", content: "4", tool_call_id: "1" }] },
      400,
      "unsupported_value",
      "messages[0].role",
    ],
    [
      { ...QUESTION, messages: [{ role: "assistant", content: null, tool_calls: [{ id: "1" }] }, user("?")] },
      ...[400, "unsupported_value", "messages[0].tool_calls"],
    ],
    [{ ...QUESTION, messages: [user("?"), { role: "assistant", content: "!" }] }, 400, "invalid_value", "messages"],
    [{ ...QUESTION, messages: [{ role: "system", content: "?" }] }, 400, "invalid_value", "messages"],
    [{ ...QUESTION, messages: [user("x".repeat(1024 * 1024))] }, 400, "context_length_exceeded", "messages"],
    [
      { ...QUESTION, messages: Array.from({ length: 2_049 }, () => user("?")) },
      400,
      "array_above_max_length",
      "messages",
    ],
    [{ ...QUESTION, messages: [user("x".repeat(MAX_CHAT_BODY_BYTES))] }, 413, "input_too_long", null],
    [{ ...QUESTION, serach_domain_filter: ["a.example"] }, 400, "unknown_parameter", "serach_domain_filter"],
    [{ ...QUESTION, temperature: "hot" }, 400, "invalid_type", "temperature"],
    [{ ...QUESTION, stream: "yes" }, 400, "invalid_type", "stream"],
    [{ ...QUESTION, n: 2 }, 400, "unsupported_value", "n"],
    [{ ...QUESTION, disable_search: true }, 400, "unsupported_value", "disable_search"],
    [{ ...QUESTION, tool_choice: "required" }, 400, "unsupported_value", "tool_choice"],
    [
      { ...QUESTION, response_format: { type: "json_schema", json_schema: {} } },
      400,
      "unsupported_value",
      "response_format.type",
    ],
    [{ ...QUESTION, search_mode: "academic" }, 400, "unsupported_value", "search_mode"],
    [{ ...QUESTION, search_domain_filter: ["a.example", "-b.example"] }, 400, "invalid_value", "search_domain_filter"],
    [{ ...QUESTION, last_updated_after_filter: "3/1/2025" }, 400, "invalid_type", "last_updated_after_filter"],
    [[], 400, "invalid_json", null],
    ['{"model": ', 400, "invalid_json", null],
  ] as [object | string, number, string, string | null][])(
    "refuses %.90j in OpenAI's shape: %i %s %s",
    async (payload, status, code, param) => {
      build();
      const response = await chat(payload);
      const error = { message: expect.any(String), type: "invalid_request_error", param, code };
      expect(response.json()).toEqual({ error });
      expect(response.statusCode).toBe(status);
    },
  );

  it.each(["response_format", "disable_search", "tool_choice"])("says why it cannot keep to %s", async (name) => {
    build();
    const value = { response_format: { type: "json_object" }, disable_search: true, tool_choice: "required" }[name];
    const { message } = (await chat({ ...QUESTION, [name]: value })).json().error;
    expect(message).toMatch(/checked sentences|from the documents and from nothing else|calls no tools/);
  });

  it("answers in the form that the documentation describes", async () => {
    build();
    const completion = (await chat(QUESTION)).json();
    expect(ChatCompletion.parse(completion)).toEqual(completion);
  });

  it("accepts what has no effect here", async () => {
    build();
    const without = {
      temperature: 0.2,
      max_tokens: 100,
      tools: [],
      user: "me",
      response_format: { type: "text" },
      n: 1,
    };
    expect((await chat({ ...QUESTION, ...without, disable_search: false })).statusCode).toBe(200);
  });

  it("cites documents without an address by that of their text here, as the client knows the server", async () => {
    build();
    const { citations } = (await chat(QUESTION)).json();
    expect(citations).toEqual([
      "http://localhost:80/v1/documents?id=retrieval/bm25.md",
      "http://localhost:80/v1/documents?id=retrieval/dense.md",
    ]);
  });

  it("cites no address that a browser should not be sent to", async () => {
    const sources = exampleAnswer.sources.map((source) => ({ ...source, url: "javascript:alert(1)" }));
    build([{ type: "answer-validated", answer: { ...exampleAnswer, sources } }]);
    expect((await chat(QUESTION)).body).not.toContain("javascript:");
  });

  it("answers at the path of Perplexity's clients, too", async () => {
    build();
    expect((await chat(QUESTION, "/chat/completions")).json()).toMatchObject({ object: "chat.completion" });
  });

  it("gives a question that is refused at once its status, streamed or not", async () => {
    build([{ type: "answer-error", error: new FootnoteError("INDEX_MISSING", "There is no index.").toBody() }]);
    for (const stream of [true, false]) {
      const response = await chat({ ...QUESTION, stream });
      expect(response.statusCode).toBe(503);
      expect(response.json().error).toMatchObject({ type: "server_error", code: "index_missing", param: null });
    }
  });

  it("says when to come back when too many wait, in the words that clients retry on", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const ask: Footnote["ask"] = async function* () {
      await held;
      yield* exampleEvents;
    };
    build(ask, { queue: { running: 1, waiting: 0 } });
    const first = chat(QUESTION);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await chat({ ...QUESTION, stream: true });
    expect(second.statusCode).toBe(503);
    expect(second.json().error.code).toBe("overloaded");
    expect(Number(second.headers["retry-after"])).toBeGreaterThan(0);
    release();
    expect((await first).statusCode).toBe(200);
  });
});

describe("a streamed completion", () => {
  const stream = { ...QUESTION, stream: true };

  it("ends with [DONE], unquoted", async () => {
    build();
    const { body, headers } = await chat(stream);
    expect(headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(body).toMatch(/\n\ndata: \[DONE\]\n\n$/);
    expect(chunksOf(body)[0]).toMatchObject({ citations: expect.arrayContaining([expect.any(String)]) });
  });

  it("ends in the error when the engine fails on the way", async () => {
    const error = new FootnoteError("MODEL_CORRUPT", "The model is damaged.").toBody();
    build([...exampleEvents.slice(0, 5), { type: "answer-error", error }]);
    const { body } = await chat(stream);
    expect(body).toMatch(/\n\nevent: error\ndata: .*\n\n$/);
    expect(chunksOf(body).at(-1)).toMatchObject({ error: { code: "model_corrupt", type: "server_error" } });
    expect(body).not.toContain("[DONE]");
  });

  it("tells nothing of the inside of a failure", async () => {
    build(async function* () {
      yield* exampleEvents.slice(0, 3);
      throw new Error("/srv/secret.ts:12");
    });
    const { body } = await chat(stream);
    expect(body).toContain('"code":"internal"');
    expect(body).not.toContain("secret");
  });

  it("sets an abstention apart from text that went before it", async () => {
    const abstention = { reason: "unsupported-draft" as const, message: "No sentence was supported." };
    const answer = { ...exampleAnswer, status: "abstained" as const, text: "", claims: [], abstention };
    build([
      ...exampleEvents.slice(0, 3),
      { type: "answer-delta", text: "Well:" },
      { type: "answer-validated", answer },
    ]);
    const chunks = chunksOf((await chat(stream)).body) as { choices: { delta: { content?: string } }[] }[];
    const text = chunks.map(({ choices }) => choices[0]!.delta.content ?? "").join("");
    expect(text).toBe("Well:\n\nNo sentence was supported.");
    expect(chunks.at(-1)).toMatchObject({ footnote: { abstained: true }, choices: [{ delta: { annotations: [] } }] });
  });

  it("gives related questions when they were asked for", async () => {
    const answer = { ...exampleAnswer, relatedQuestions: ["What is BM25?"] };
    build([...exampleEvents.slice(0, 3), { type: "answer-validated", answer }]);
    expect((await chat(stream)).body).not.toContain("related_questions");
    const { body } = await chat({ ...stream, return_related_questions: true });
    expect(chunksOf(body).at(-1)).toMatchObject({ related_questions: ["What is BM25?"] });
  });
});

describe("GET /v1/models", () => {
  it("names the profiles as models, and knows no others", async () => {
    build();
    const { data } = (await app.inject("/v1/models")).json();
    expect(data[0]).toEqual({ id: "footnote-fast", object: "model", created: 0, owned_by: "footnote" });
    expect((await app.inject("/v1/models/footnote-fast")).json()).toEqual(data[0]);
    const response = await app.inject("/v1/models/gpt-4o");
    expect(response.statusCode).toBe(404);
    expect(response.json().error.code).toBe("model_not_found");
  });
});
