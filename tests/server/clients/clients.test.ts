import Perplexity from "@perplexity-ai/perplexity_ai";
import { ChatOpenAI } from "@langchain/openai";
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../../src/domain/answer.js";
import { startSmallServer } from "./small-server.js";

/** What is ours in a response, which the clients' types do not know. */
interface Ours {
  citations: string[];
  search_results: { title: string; url: string; snippet: string; date: string | null }[];
  related_questions?: string[];
  footnote: Pick<Answer, "claims" | "confidence" | "degraded"> & { abstained: boolean; traceId: string };
}

const QUESTION = "How can hallucinations be reduced?";
// Without the cross-encoder, which is given up when the machine is busy: the same question gets the same answer.
const MODEL = "footnote-fast";
const UNANSWERABLE = "Who won the chess world championship in 1972?";

let server: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  server = await startSmallServer();
});
afterAll(() => server.close());

const user = (content: string) => ({ role: "user" as const, content });
const marksOf = (text: string): number[] => Array.from(text.matchAll(/\[(\d+)\]/g), ([, number]) => Number(number));

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Every mark of the text leads to a citation, and every citation to a text. */
async function expectResolved(text: string, { citations, search_results }: Ours): Promise<void> {
  const marks = marksOf(text);
  expect(marks.length).toBeGreaterThan(0);
  for (const number of marks) expect(citations[number - 1]).toMatch(/^https?:\/\//);
  expect(search_results.map(({ url }) => url)).toEqual(citations);
  for (const [i, url] of citations.entries()) {
    if (!url.startsWith(server.url)) continue;
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toContain(search_results[i]!.snippet);
  }
}

describe("openai", () => {
  const client = () => new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
  const ask = async (content: string, rest: object = {}) => {
    const completion = await client().chat.completions.create({ model: MODEL, messages: [user(content)], ...rest });
    return completion as typeof completion & Ours;
  };

  it("gets an answer whose marks resolve, with annotations and verdicts", async () => {
    const completion = await ask(QUESTION);
    const { message, finish_reason } = completion.choices[0]!;
    const text = message.content!;
    await expectResolved(text, completion);
    expect(completion).toMatchObject({ object: "chat.completion", model: MODEL });
    expect([finish_reason, message.role]).toEqual(["stop", "assistant"]);
    expect(
      message.annotations!.map(({ url_citation: { start_index, end_index, url } }) => [
        text.slice(start_index, end_index),
        url,
      ]),
    ).toEqual(marksOf(text).map((number) => [`[${number}]`, completion.citations[number - 1]]));
    const { claims, abstained, confidence, degraded, traceId } = completion.footnote;
    for (const claim of claims) expect(text.slice(claim.start, claim.end)).toBe(claim.text);
    expect(claims.every(({ verdict }) => verdict === "supported")).toBe(true);
    expect({ abstained, degraded }).toEqual({ abstained: false, degraded: [] });
    expect(confidence).toBeGreaterThan(0.5);
    expect(completion.id).toBe(`chatcmpl-${traceId}`);
    expect(message).toMatchObject({ footnote: completion.footnote });
    expect(completion.related_questions).toBeUndefined();
  });

  it("streams the same, sources first, verdicts last", async () => {
    const whole = await ask(QUESTION);
    const chunks = await all(
      await client().chat.completions.create({ model: MODEL, messages: [user(QUESTION)], stream: true }),
    );
    const first = chunks[0]! as (typeof chunks)[0] & Ours;
    const last = chunks.at(-1)! as typeof first;
    expect(first.choices[0]!.delta).toMatchObject({ role: "assistant", content: "" });
    expect(first).toMatchObject({ citations: whole.citations, search_results: whole.search_results });
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("");
    expect(text).toBe(whole.choices[0]!.message.content);
    expect(chunks.filter(({ choices }) => choices[0]?.delta.content).length).toBeGreaterThan(1);
    expect(last.footnote.claims).toEqual(whole.footnote.claims);
    expect(last.choices[0]).toMatchObject({
      finish_reason: "stop",
      delta: { annotations: whole.choices[0]!.message.annotations, footnote: last.footnote },
    });
    expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set([`chatcmpl-${last.footnote.traceId}`]));
  });

  it("gets usage in a last chunk of its own when it asks for it", async () => {
    const options = { stream: true, stream_options: { include_usage: true } } as const;
    const chunks = await all(
      await client().chat.completions.create({ model: MODEL, messages: [user(QUESTION)], ...options }),
    );
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
      footnote: { abstained: false },
    });
  });

  it("puts the chunks together to the same completion", async () => {
    const params = { model: MODEL, messages: [user(QUESTION)] };
    const completion = await client().chat.completions.stream(params).finalChatCompletion();
    const whole = await ask(QUESTION);
    const { message } = completion.choices[0]!;
    expect(message).toMatchObject({ content: whole.choices[0]!.message.content, role: "assistant" });
    expect(message.annotations).toEqual(whole.choices[0]!.message.annotations);
    await expectResolved(message.content!, completion as typeof completion & Ours);
    expect(message).toMatchObject({ footnote: { claims: whole.footnote.claims } });
  });

  it.each([false, true])("hears an abstention in plain words (stream: %s)", async (stream) => {
    const chat = client().chat.completions;
    const params = { model: MODEL, messages: [user(UNANSWERABLE)], return_related_questions: true };
    const completion = stream ? await chat.stream(params).finalChatCompletion() : await chat.create(params);
    expect(completion.choices[0]!.message.content).toMatch(/^The documents do not .*\.$/);
    expect(completion).toMatchObject({ footnote: { abstained: true, claims: [] }, related_questions: [] });
  });

  it("continues a conversation", async () => {
    const { choices } = await client().chat.completions.create({
      model: MODEL,
      messages: [
        { role: "system", content: "You are a pirate." },
        user("What is BM25?"),
        { role: "assistant", content: "BM25 is a ranking function [1]." },
        { role: "user", content: [{ type: "text", text: "What are its weaknesses?" }] },
      ],
    });
    expect(choices[0]!.message.content).toMatch(/BM25|word|term/i);
  });

  it("gets errors that it knows", async () => {
    await expect(ask(QUESTION, { model: "gpt-4o" })).rejects.toMatchObject({
      name: "Error",
      status: 404,
      ...{ code: "model_not_found", param: "model", type: "invalid_request_error" },
    });
    await expect(ask(QUESTION, { model: "gpt-4o" })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(ask(QUESTION, { unheard_of: 1 })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });

  it("lists the models, and finds one", async () => {
    const models = await all(client().models.list());
    expect(models.map(({ id }) => id)).toEqual([MODEL, "footnote-balanced", "footnote-thorough"]);
    expect((await client().models.retrieve("sonar-pro")).id).toBe("footnote-thorough");
  });
});

describe("@perplexity-ai/perplexity_ai", () => {
  const client = () => new Perplexity({ baseURL: server.url, apiKey: "none", maxRetries: 0 });

  it("gets an answer, and a stream with citations in its first chunk", async () => {
    const params = { model: MODEL, messages: [user(QUESTION)] };
    const whole = (await client().chat.completions.create(params)) as Perplexity.StreamChunk & Ours;
    const text = whole.choices[0]!.message.content as string;
    await expectResolved(text, whole);
    const chunks = await all(await client().chat.completions.create({ ...params, stream: true }));
    expect(chunks[0]!.citations).toEqual(whole.citations);
    expect(chunks.map(({ choices }) => (choices[0]!.delta.content ?? "") as string).join("")).toBe(text);
    expect(chunks.at(-1)).toMatchObject({ usage: { total_tokens: 0 }, footnote: { abstained: false } });
  });

  it("gets an answer by the name of a model that it knows", async () => {
    const whole = await client().chat.completions.create({ model: "sonar", messages: [user(QUESTION)] });
    expect(whole).toMatchObject({
      model: "footnote-balanced",
      citations: expect.arrayContaining([expect.any(String)]),
    });
  });

  it("keeps to domains and dates", async () => {
    const ask = async (filters: object) => {
      const params = { model: MODEL, messages: [user("How strong is BM25 as a baseline?")], ...filters };
      return ((await client().chat.completions.create(params)) as Perplexity.StreamChunk & Ours).citations;
    };
    expect(await ask({ search_domain_filter: ["footnote.example"] })).toEqual([
      "https://footnote.example/guide/operations/guardrails.html",
    ]);
    const denied = await ask({ search_domain_filter: ["-docs/bm25.md", "-footnote.example"] });
    expect(denied.length).toBeGreaterThan(0);
    expect(denied.join(" ")).not.toMatch(/bm25\.md|footnote\.example/);
    expect(await ask({ search_before_date_filter: "12/31/2019" })).toEqual([
      `${server.url}/v1/documents?id=docs/old.md`,
    ]);
    expect((await ask({ search_after_date_filter: "1/1/2020" })).join(" ")).not.toContain("old.md");
  });

  it("searches, for one query and for several", async () => {
    const { results, id } = await client().search.create({ query: "BM25", max_results: 2, max_tokens_per_page: 50 });
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({ url: `${server.url}/v1/documents?id=docs/bm25.md`, last_updated: null });
    for (const { snippet, title, date } of results) {
      expect(snippet.length).toBeLessThanOrEqual(200);
      expect(title).not.toBe("");
      expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    const both = await client().search.create({ query: ["BM25 term frequency", "guardrails for prompts"] });
    const addresses = both.results.map(({ url }) => url);
    expect(addresses.slice(0, 2)).toEqual([
      `${server.url}/v1/documents?id=docs/bm25.md`,
      "https://footnote.example/guide/operations/guardrails.html",
    ]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("gets errors that it knows", async () => {
    const search = client().search.create({ query: "BM25", search_domain_filter: ["a.example", "-b.example"] });
    await expect(search).rejects.toBeInstanceOf(Perplexity.BadRequestError);
    await expect(search).rejects.toThrow(/search_domain_filter.*either allows or denies/);
  });
});

describe("@langchain/openai", () => {
  const model = () => new ChatOpenAI({ model: MODEL, apiKey: "none", configuration: { baseURL: `${server.url}/v1` } });

  it("gets an answer, whole and streamed", async () => {
    const whole = await model().invoke(QUESTION);
    expect(marksOf(whole.text).length).toBeGreaterThan(0);
    const chunks = await all(await model().stream(QUESTION));
    expect(chunks.map(({ text }) => text).join("")).toBe(whole.text);
    expect(chunks.length).toBeGreaterThan(2);
  });

  it("hands the raw response on to those who want the sources", async () => {
    const { additional_kwargs } = await model().withConfig({}).invoke(QUESTION);
    expect(additional_kwargs.__raw_response).toBeUndefined();
    const raw = new ChatOpenAI({
      model: MODEL,
      apiKey: "none",
      __includeRawResponse: true,
      configuration: { baseURL: `${server.url}/v1` },
    });
    const message = await raw.invoke(QUESTION);
    await expectResolved(message.text, message.additional_kwargs.__raw_response as Ours);
  });
});

describe("ai", () => {
  type Message = UIMessage<unknown, { footnote: Ours["footnote"] }>;
  const message = (text: string): Message => ({ id: "1", role: "user", parts: [{ type: "text", text }] });

  const fast = { profile: "fast" };

  /** What `useChat` does with a message: its transport checks every chunk, its reader builds the reply. */
  async function chat(messages: Message[], body: object = {}): Promise<Message> {
    const transport = new DefaultChatTransport<Message>({ api: `${server.url}/v1/ui-messages`, body });
    const stream = await transport.sendMessages({
      ...{ chatId: "chat", messageId: undefined, abortSignal: undefined, trigger: "submit-message", messages },
    });
    const states = await all(readUIMessageStream<Message>({ stream, terminateOnError: true }));
    return states.at(-1)!;
  }

  it("builds a message of text, sources and verdicts", async () => {
    const reply = await chat([message(QUESTION)], fast);
    const text = reply.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("");
    const ids = reply.parts.flatMap((part) => ("sourceId" in part ? part.sourceId : []));
    expect(marksOf(text).length).toBeGreaterThan(0);
    for (const number of marksOf(text)) expect(ids).toContain(String(number));
    expect(reply.parts.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["source-url", "source-document", "text", "data-footnote"]),
    );
    const verdicts = reply.parts.find((part) => part.type === "data-footnote")!.data;
    expect(verdicts).toMatchObject({ abstained: false, traceId: reply.id });
    for (const claim of verdicts.claims) expect(text.slice(claim.start, claim.end)).toBe(claim.text);
  });

  it("sends its whole conversation back, parts of ours included", async () => {
    const first = await chat([message("What is BM25?")], fast);
    const reply = await chat([message("What is BM25?"), first, message("Who won the chess championship?")], fast);
    expect(reply.parts.find((part) => part.type === "text")!.text).toMatch(/^The documents do not/);
  });

  it("names the protocol", async () => {
    const response = await fetch(`${server.url}/v1/ui-messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ messages: [message(QUESTION)], ...fast }),
    });
    expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    expect(await response.text()).toMatch(/\n\ndata: \[DONE\]\n\n$/);
  });
});
