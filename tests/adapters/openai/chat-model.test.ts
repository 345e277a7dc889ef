import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createOpenAiChatModel, type OpenAiSettings } from "../../../src/adapters/openai/chat-model.js";
import { FootnoteError } from "../../../src/domain/errors.js";
import type { ChatMessage, ChatRequest } from "../../../src/ports/chat-model.js";
import {
  completion,
  type Reply,
  type ScriptedEndpoint,
  scriptedEndpoint,
  type SeenRequest,
} from "./scripted-endpoint.js";

const KEY = "sk-secret-0123456789";
const QUESTION: ChatMessage[] = [
  { role: "system", content: "Answer in one word." },
  { role: "user", content: "Capital of France?" },
];
const REQUEST: ChatRequest = { maxTokens: 20, temperature: 0 };

let endpoint: ScriptedEndpoint | undefined;
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

async function modelAt(reply: (request: SeenRequest, count: number) => Reply, settings: Partial<OpenAiSettings> = {}) {
  endpoint = await scriptedEndpoint(reply);
  const { baseUrl } = endpoint;
  return createOpenAiChatModel({ model: "scripted", baseUrl, apiKey: KEY, firstDelayMs: 1, ...settings });
}

const failure = async (promise: Promise<unknown>): Promise<FootnoteError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FootnoteError);
  return error as FootnoteError;
};

describe("a completion", () => {
  it("sends messages, limits and key, and brings text and token counts back", async () => {
    const model = await modelAt(() => "Paris");
    expect(await model.complete(QUESTION, REQUEST)).toEqual({ text: "Paris", promptTokens: 7, completionTokens: 3 });
    const [request] = endpoint!.requests;
    expect(request!.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(request!.body).toMatchObject({ model: "scripted", messages: QUESTION, max_tokens: 20, temperature: 0 });
    expect(request!.body.response_format).toBeUndefined();
  });

  it("asks for a JSON schema only when given one", async () => {
    const model = await modelAt(() => "{}");
    const jsonSchema = { name: "answer", schema: { type: "object" } };
    await model.complete(QUESTION, { ...REQUEST, jsonSchema });
    expect(endpoint!.requests[0]!.body.response_format).toMatchObject({ type: "json_schema", json_schema: jsonSchema });
  });

  it.each([
    ["cut", '{"answer": "Pa', "length"],
    ["not JSON at all", "It is Paris.", "stop"],
  ])("comes back as it is when a schema was asked for and the answer is %s", async (_, text, finish_reason) => {
    const model = await modelAt(() => {
      const body = completion(text);
      return { status: 200, body: { ...body, choices: [{ ...body.choices[0], finish_reason }] } };
    });
    const jsonSchema = { name: "answer", schema: { type: "object" } };
    expect(await model.complete(QUESTION, { ...REQUEST, jsonSchema })).toEqual({
      text,
      promptTokens: 7,
      completionTokens: 3,
    });
  });

  it("leaves token counts missing where the endpoint gives none", async () => {
    const model = await modelAt(() => ({ status: 200, body: { ...completion("Paris"), usage: undefined } }));
    expect(await model.complete(QUESTION, REQUEST)).toEqual({
      text: "Paris",
      promptTokens: null,
      completionTokens: null,
    });
  });

  it("is empty text when the model says nothing", async () => {
    const model = await modelAt(() => "");
    expect((await model.complete(QUESTION, REQUEST)).text).toBe("");
  });
});

describe("transient failures", () => {
  it.each([429, 500, 503, 408])("%i is repeated until an attempt succeeds", async (status) => {
    const model = await modelAt((_, count) => (count < 3 ? { status, body: { error: { message: "busy" } } } : "Paris"));
    expect((await model.complete(QUESTION, REQUEST)).text).toBe("Paris");
    expect(endpoint!.requests).toHaveLength(3);
  });

  it("are given up after as many attempts as allowed, and named", async () => {
    const model = await modelAt(() => ({ status: 500, body: { error: { message: "broken" } } }), { attempts: 2 });
    const error = await failure(model.complete(QUESTION, REQUEST));
    expect(error.code).toBe("LLM_UNAVAILABLE");
    expect(error.message).toBe(`${endpoint!.baseUrl} fails (500).`);
    expect(endpoint!.requests).toHaveLength(2);
  });

  it("wait as long as the endpoint asks for, and not at all when it asks for too long", async () => {
    const busy = (seconds: string): Reply => ({
      status: 429,
      headers: { "retry-after": seconds },
      body: { error: { message: "slow down" } },
    });
    const model = await modelAt((_, count) => (count === 1 ? busy("0.2") : busy("3600")));
    const startedAt = performance.now();
    expect((await failure(model.complete(QUESTION, REQUEST))).message).toContain("429");
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(endpoint!.requests).toHaveLength(2);
  });

  it("include an endpoint that does not answer, or stops half-way", async () => {
    const model = await modelAt(
      (_, count) => (response) => {
        if (count === 2) response.writeHead(200, { "content-type": "application/json" }).write('{"choices": [');
      },
      { timeoutMs: 100, attempts: 2 },
    );
    const error = await failure(model.complete(QUESTION, REQUEST));
    expect(error.code).toBe("LLM_UNAVAILABLE");
    expect(error.message).toBe(`${endpoint!.baseUrl} did not answer within 0.1 s.`);
    expect(endpoint!.requests).toHaveLength(2);
  });

  it("include an endpoint that is not there", async () => {
    const model = await modelAt(() => "Paris", { attempts: 2 });
    const { baseUrl } = endpoint!;
    await endpoint!.close();
    const error = await failure(model.complete(QUESTION, REQUEST));
    expect(error).toMatchObject({ code: "LLM_UNAVAILABLE", message: `${baseUrl} cannot be reached (ECONNREFUSED).` });
  });
});

describe("lasting failures are not repeated", () => {
  const refusal = (status: number, message: string, code?: string): Reply => ({
    status,
    body: { error: { message, code } },
  });

  it.each([
    ["a refused key", refusal(401, "bad key"), "LLM_REFUSED", "refuses the key (401)"],
    ["an unknown model", refusal(404, "no such model"), "LLM_REFUSED", 'knows no model "scripted" (404)'],
    ["a used-up quota", refusal(429, "pay", "insufficient_quota"), "LLM_REFUSED", "quota"],
    ["a parameter it does not take", refusal(400, "temperature must be 1"), "LLM_REFUSED", "temperature must be 1"],
    [
      "too long a text",
      refusal(400, "maximum context length is 4096", "context_length_exceeded"),
      "INPUT_TOO_LONG",
      "longer",
    ],
    [
      "a web page",
      { status: 200, headers: { "content-type": "text/html" }, body: "<html>" },
      "LLM_ANSWER_INVALID",
      "protocol",
    ],
    ["broken JSON", { status: 200, body: '{"choices": [' }, "LLM_ANSWER_INVALID", "protocol"],
    ["no choices", { status: 200, body: { choices: [] } }, "LLM_ANSWER_INVALID", "protocol"],
    ["another object", { status: 200, body: { hello: "world" } }, "LLM_ANSWER_INVALID", "protocol"],
  ] satisfies [string, Reply, string, string][])("%s", async (_, reply, code, words) => {
    const model = await modelAt(() => reply);
    const error = await failure(model.complete(QUESTION, REQUEST));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(endpoint!.requests).toHaveLength(1);
  });
});

describe("abort", () => {
  it("ends a call under way at once, and is not repeated", async () => {
    const abort = new AbortController();
    const model = await modelAt(() => () => setTimeout(() => abort.abort(), 20));
    const startedAt = performance.now();
    const error = await failure(model.complete(QUESTION, { ...REQUEST, signal: abort.signal }));
    expect(error.code).toBe("ABORTED");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(endpoint!.requests).toHaveLength(1);
  });

  it("ends the wait between two attempts", async () => {
    const abort = new AbortController();
    const model = await modelAt(() => {
      setTimeout(() => abort.abort(), 20);
      return { status: 429, headers: { "retry-after": "15" }, body: { error: { message: "slow down" } } };
    });
    const startedAt = performance.now();
    expect((await failure(model.complete(QUESTION, { ...REQUEST, signal: abort.signal }))).code).toBe("ABORTED");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("before the call sends nothing", async () => {
    const model = await modelAt(() => "Paris");
    expect((await failure(model.complete(QUESTION, { ...REQUEST, signal: AbortSignal.abort() }))).code).toBe("ABORTED");
    expect(endpoint!.requests).toHaveLength(0);
  });
});

describe("the key", () => {
  it.each([401, 400, 429, 500])("is in no part of an error, though the endpoint repeats it (%i)", async (status) => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const model = await modelAt(() => ({
      status,
      body: { error: { message: `Incorrect API key provided: ${KEY}.` } },
    }));
    const error = await failure(model.complete(QUESTION, REQUEST));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(KEY);
    expect(JSON.stringify([error, error.toBody(), error.cause])).not.toContain(KEY);
    expect(JSON.stringify(printed.mock.calls)).not.toContain(KEY);
    printed.mockRestore();
  });

  it("is not shown when no header can be made of it", async () => {
    const apiKey = `${KEY}\nsecond-line`;
    const error = await failure(createOpenAiChatModel({ model: "m", apiKey }));
    expect(error).toMatchObject({ code: "SETTING_UNKNOWN", message: "OPENAI_API_KEY has characters that no key has." });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("second-line");
  });

  it("is not needed by a local server, and one in the environment is not sent to it", async () => {
    vi.stubEnv("OPENAI_API_KEY", KEY);
    const model = await modelAt(() => "Paris", { apiKey: undefined });
    await model.complete(QUESTION, REQUEST);
    expect(endpoint!.requests[0]!.headers.authorization).not.toContain(KEY);
    vi.unstubAllEnvs();
  });
});

describe("settings", () => {
  it.each([
    [{ model: "m" }, "OPENAI_API_KEY"],
    [{ model: " ", apiKey: KEY }, "FOOTNOTE_MODEL"],
    [{ model: "m", baseUrl: "localhost:8091" }, "OPENAI_BASE_URL"],
    [{ model: "m", baseUrl: "file:///etc/passwd" }, "OPENAI_BASE_URL"],
  ])("%j is refused by name", async (settings, name) => {
    const error = await failure(createOpenAiChatModel(settings));
    expect(error.code).toBe("SETTING_UNKNOWN");
    expect(error.message).toContain(name);
  });

  it("keep secrets in the address out of errors", async () => {
    endpoint = await scriptedEndpoint(() => "Paris");
    const model = await createOpenAiChatModel({ model: "m", baseUrl: `${endpoint.baseUrl}?token=hidden`, attempts: 1 });
    expect(inspect(await failure(model.complete(QUESTION, REQUEST)), { depth: 10 })).not.toContain("hidden");
    const credentials = createOpenAiChatModel({ model: "m", baseUrl: "http://user:hidden@127.0.0.1/v1" });
    expect(inspect(await failure(credentials), { depth: 10 })).not.toContain("hidden");
  });
});
