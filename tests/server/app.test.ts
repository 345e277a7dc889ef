import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { ERRORS, FootnoteError } from "../../src/domain/errors.js";
import type { Question } from "../../src/domain/query.js";
import { type AppOptions, buildApp } from "../../src/server/app.js";
import { AnswerBody, CheckBody, MAX_BODY_BYTES } from "../../src/server/schemas.js";
import type { Trace } from "../../src/tracing/trace.js";
import { EXAMPLE_ID, exampleAnswer, exampleEvents } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

const trace: Trace = {
  id: EXAMPLE_ID,
  question: exampleAnswer.question,
  profile: "balanced",
  startedAt: "2026-05-11T10:00:00.000Z",
  events: [],
  answer: exampleAnswer,
  error: null,
};
const noTraces = { get: async () => null };

let app: FastifyInstance;
afterEach(() => app.close());

function build(options: Partial<AppOptions> = {}): FastifyInstance {
  app = buildApp({ footnote: scriptedFootnote({ ask: exampleEvents }), traces: noTraces, ...options });
  return app;
}

function ask(payload: object | string, headers: Record<string, string> = {}) {
  return app.inject({
    method: "POST",
    url: "/v1/answers",
    headers: { "content-type": "application/json", ...headers },
    payload,
  });
}

describe("POST /v1/answers", () => {
  it("answers with the answer object of the contract", async () => {
    build();
    const response = await ask({ question: "BM25 or dense vectors?" });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(exampleAnswer);
    expect(AnswerBody.parse(response.json())).toEqual(exampleAnswer);
  });

  it("hands question, history and profile to the engine", async () => {
    const asked: { question: Question; profile: string | undefined }[] = [];
    build({
      footnote: scriptedFootnote({
        async *ask(question, options) {
          asked.push({ question, profile: options?.profile });
          yield* exampleEvents;
        },
      }),
    });
    const history = [{ role: "user", content: "What is BM25?" }];
    await ask({ question: "And dense?", history, profile: "fast" });
    await ask({ question: "Why?" });
    expect(asked).toEqual([
      { question: { text: "And dense?", history }, profile: "fast" },
      { question: { text: "Why?", history: [] }, profile: undefined },
    ]);
  });

  it("streams the events when asked to", async () => {
    build();
    const response = await ask({ question: "BM25 or dense vectors?", stream: true });
    expect(response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(response.headers["cache-control"]).toContain("no-cache");
    const names = [...response.body.matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
    expect(names).toEqual(exampleEvents.map(({ type }) => type));
  });

  it("gives a stream that is refused at once its HTTP status", async () => {
    const error = new FootnoteError("INDEX_MISSING", "There is no index.").toBody();
    build({ footnote: scriptedFootnote({ ask: [{ type: "answer-error", error }] }) });
    for (const stream of [true, false]) {
      const response = await ask({ question: "Why?", stream });
      expect(response.statusCode).toBe(503);
      expect(response.json()).toEqual({ error });
    }
  });

  it("ends a stream that fails later with an event", async () => {
    const error = new FootnoteError("MODEL_CORRUPT", "The model is damaged.").toBody();
    build({ footnote: scriptedFootnote({ ask: [exampleEvents[0]!, { type: "answer-error", error }] }) });
    const response = await ask({ question: "Why?", stream: true });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain(
      `event: answer-error\ndata: {"type":"answer-error","error":${JSON.stringify(error)}}`,
    );
  });

  it("runs no more answers at once than it may, and says when to come back", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    build({
      queue: { running: 1, waiting: 1 },
      footnote: scriptedFootnote({
        async *ask() {
          await held;
          yield* exampleEvents;
        },
      }),
    });
    const first = ask({ question: "1" });
    const second = ask({ question: "2", stream: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const third = await ask({ question: "3" });
    expect(third.statusCode).toBe(503);
    expect(third.json().error.code).toBe("OVERLOADED");
    expect(Number(third.headers["retry-after"])).toBeGreaterThan(0);
    release();
    expect((await first).statusCode).toBe(200);
    expect((await second).statusCode).toBe(200);
    expect((await ask({ question: "4" })).statusCode).toBe(200);
  });
});

describe("bad requests", () => {
  const json = { "content-type": "application/json" };
  it.each([
    ["malformed JSON", "POST", "/v1/answers", json, '{"question": ', "BODY_MALFORMED"],
    ["an empty body", "POST", "/v1/answers", json, "", "BODY_MALFORMED"],
    ["a body that poisons a prototype", "POST", "/v1/answers", json, '{"__proto__": {"x": 1}}', "BODY_MALFORMED"],
    ["a form", "POST", "/v1/answers", { "content-type": "text/plain" }, "question=Why", "BODY_MALFORMED"],
    ["a body that is no object", "POST", "/v1/answers", json, "[]", "BODY_MALFORMED"],
    ["an empty question", "POST", "/v1/answers", json, '{"question": " "}', "INPUT_EMPTY"],
    ["a huge body", "POST", "/v1/answers", json, `{"question": "${"x".repeat(MAX_BODY_BYTES)}"}`, "INPUT_TOO_LONG"],
    ["an unknown profile", "POST", "/v1/answers", json, '{"question": "?", "profile": "x"}', "SETTING_UNKNOWN"],
    ["an unknown route", "GET", "/v2/answers", {}, "", "ROUTE_UNKNOWN"],
    ["an unknown method", "DELETE", "/v1/answers", {}, "", "ROUTE_UNKNOWN"],
    ["an address that is no URL", "GET", "/%zz", {}, "", "ROUTE_UNKNOWN"],
    ["a path out of the page's folder", "GET", "/..%2fserver%2fapp.ts", {}, "", "ROUTE_UNKNOWN"],
    ["an unknown answer", "GET", "/v1/answers/none", {}, "", "ANSWER_UNKNOWN"],
    ["an unknown trace", "GET", "/v1/answers/none/trace", {}, "", "ANSWER_UNKNOWN"],
  ] as const)("%s gets its code, status and hint", async (_name, method, url, headers, payload, code) => {
    build();
    const response = await app.inject({ method, url, headers, ...(payload && { payload }) });
    expect(response.json()).toEqual({ error: { code, message: expect.any(String), hint: expect.any(String) } });
    expect(response.statusCode).toBe(ERRORS[code].status);
    expect(response.headers["content-type"]).toContain("application/json");
  });

  it("show nothing of what went wrong inside", async () => {
    build({
      footnote: scriptedFootnote({
        ask() {
          throw new Error("ENOENT: /srv/footnote/secret");
        },
      }),
      traces: { get: () => Promise.reject(new Error("/srv/traces.sqlite is locked")) },
    });
    for (const response of [
      await ask({ question: "Why?" }),
      await app.inject("/v1/answers/abcd"),
      await app.inject("/readyz"),
    ]) {
      expect(response.statusCode).toBe(500);
      expect(response.json().error.code).toBe("INTERNAL");
      expect(response.body).not.toMatch(/srv|ENOENT|\.ts/);
    }
  });
});

describe("GET /v1/answers/:id", () => {
  it("gives an earlier answer, and its whole trace", async () => {
    build({ traces: { get: async () => trace } });
    expect((await app.inject(`/v1/answers/${EXAMPLE_ID}`)).json()).toEqual(exampleAnswer);
    expect((await app.inject(`/v1/answers/${EXAMPLE_ID}/trace`)).json()).toEqual(trace);
  });

  it("does not give away an answer for the beginning of its id", async () => {
    build({ traces: { get: async () => trace } });
    expect((await app.inject(`/v1/answers/${EXAMPLE_ID.slice(0, 8)}`)).statusCode).toBe(404);
  });

  it("says where to look when there was no answer", async () => {
    build({ traces: { get: async () => ({ ...trace, answer: null }) } });
    const { error } = (await app.inject(`/v1/answers/${EXAMPLE_ID}`)).json();
    expect(error).toMatchObject({ code: "ANSWER_UNKNOWN", hint: expect.stringContaining("/trace") });
  });
});

describe("health", () => {
  it("says that the process answers, and from what, without saying where that is", async () => {
    const info = { path: "/srv/index", documents: 48, duplicates: 3, passages: 412, embeddingModel: "bge", bytes: 1 };
    build({ footnote: scriptedFootnote({ info: async () => info }) });
    expect((await app.inject("/healthz")).json()).toEqual({ status: "ok" });
    expect((await app.inject("/readyz")).json()).toEqual({
      status: "ready",
      documents: 48,
      passages: 412,
      embeddingModel: "bge",
    });
  });

  it("is not ready without an index", async () => {
    const info = () => Promise.reject(new FootnoteError("INDEX_MISSING", "There is no index."));
    build({ footnote: scriptedFootnote({ info }) });
    expect((await app.inject("/readyz")).statusCode).toBe(503);
    expect((await app.inject("/healthz")).statusCode).toBe(200);
  });
});

describe("a server for this machine only", () => {
  const get = (headers: Record<string, string>) => app.inject({ url: "/healthz", headers });

  it.each(["localhost", "localhost:3000", "127.0.0.1:8080", "[::1]:3000"])("answers as %s", async (host) => {
    build();
    expect((await get({ host })).statusCode).toBe(200);
    expect((await get({ host, origin: `http://${host}` })).statusCode).toBe(200);
  });

  it.each(["evil.example", "evil.example:3000", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"])(
    "refuses to answer as %s",
    async (host) => {
      build();
      const response = await get({ host });
      expect(response.statusCode).toBe(403);
      expect(response.json().error.code).toBe("HOST_REFUSED");
    },
  );

  it.each(["http://evil.example", "null", "http://localhost.evil.example"])("refuses pages of %s", async (origin) => {
    build();
    expect((await get({ host: "localhost", origin })).statusCode).toBe(403);
  });

  it("is a choice", async () => {
    build({ loopbackOnly: false });
    expect((await get({ host: "footnote.example" })).statusCode).toBe(200);
  });
});

describe("the OpenAPI document", () => {
  it("describes every route there is, with references that lead somewhere", async () => {
    build();
    const document = (await app.inject("/openapi.json")).json();
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace("{id}", "abcd")}`),
    );
    for (const route of described) {
      const [method, url] = route.split(" ") as ["get" | "post", string];
      expect(app.hasRoute({ method: method.toUpperCase(), url: url.replace("abcd", ":id") }), route).toBe(true);
    }
    const routes = ["/v1/answers", "/v1/chat/completions", "/v1/models", "/search", "/v1/ui-messages", "/v1/documents"];
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([...routes, "/v1/check", "/metrics"]));
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name!);
    }
    expect(document.components.schemas.Answer.properties.claims.items).toEqual({ $ref: "#/components/schemas/Claim" });
    expect(document.components.schemas.AnswerRequest.required).toEqual(["question"]);
  });
});

describe("DELETE /v1/conversations/:id", () => {
  it("removes a conversation, and says when there is none", async () => {
    const removed: string[] = [];
    build({
      footnote: scriptedFootnote({
        async deleteConversation(id) {
          if (id !== "abc") throw new FootnoteError("CONVERSATION_UNKNOWN", "There is no conversation with this id.");
          removed.push(id);
        },
      }),
    });
    const remove = (id: string) => app.inject({ method: "DELETE", url: `/v1/conversations/${id}` });
    expect((await remove("abc")).statusCode).toBe(204);
    expect(removed).toEqual(["abc"]);
    expect((await remove("xyz")).json()).toMatchObject({ error: { code: "CONVERSATION_UNKNOWN" } });
    expect((await remove("xyz")).statusCode).toBe(404);
  });
});

describe("POST /v1/check", () => {
  const check = (payload: object) => app.inject({ method: "POST", url: "/v1/check", payload });
  const sources = [{ text: "It rose." }];

  it("hands text and sources over, and the verdicts back", async () => {
    const seen: unknown[] = [];
    build({
      footnote: scriptedFootnote({
        check: async (text, given) => {
          seen.push({ text, given });
          return { claims: exampleAnswer.claims, invalidCitations: 1 };
        },
      }),
    });
    const response = await check({ text: "It rose [1].", sources });
    expect(response.statusCode).toBe(200);
    expect(CheckBody.parse(response.json())).toEqual({ claims: exampleAnswer.claims, invalidCitations: 1 });
    expect(seen).toEqual([{ text: "It rose [1].", given: sources }]);
  });

  it.each([
    [{ text: " ", sources }, "INPUT_EMPTY"],
    [{ text: "x".repeat(20_001), sources }, "INPUT_TOO_LONG"],
    [{ text: "It rose.", sources: Array.from({ length: 51 }, () => sources[0]) }, "INPUT_TOO_LONG"],
    [{ text: "It rose." }, "INPUT_INVALID"],
    [
      {
        text: "It rose.",
        sources: [
          { number: 2, text: "a" },
          { number: 2, text: "b" },
        ],
      },
      "INPUT_INVALID",
    ],
    [[], "BODY_MALFORMED"],
  ])("refuses %j with %s", async (payload, code) => {
    build();
    const response = await check(payload);
    expect(response.json()).toMatchObject({ error: { code } });
    expect(response.statusCode).toBe(ERRORS[code as keyof typeof ERRORS].status);
  });
});
