import { AIMessage, type AIMessageChunk, HumanMessage, SystemMessage } from "@langchain/core/messages";
import { StringOutputParser } from "@langchain/core/output_parsers";
import { concat } from "@langchain/core/utils/stream";
import { describe, expect, it } from "vitest";
import type { AskOptions, Footnote } from "../../src/compose.js";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Question } from "../../src/domain/query.js";
import { AnswerChain, answerOf, FootnoteRetriever } from "../../src/langchain/index.js";
import { exampleAnswer, exampleEvents, examplePlan } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

const ranked = exampleEvents.find((event) => event.type === "passages-ranked")!;
const found = { plan: examplePlan, results: ranked.type === "passages-ranked" ? ranked.evidence : [] };

/** Waits for the signal, then fails as the engine does. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new FootnoteError("ABORTED", "Cancelled."));
    if (signal!.aborted) stop();
    signal!.addEventListener("abort", stop, { once: true });
  });
}

describe("the retriever", () => {
  const searching = (calls: unknown[] = []): FootnoteRetriever => {
    const search: Footnote["search"] = async (query, options) => {
      calls.push([query, options]);
      return found;
    };
    return new FootnoteRetriever({ footnote: scriptedFootnote({ search }), k: 2, profile: "fast" });
  };

  it("gives passages as documents that can be cited", async () => {
    const calls: unknown[] = [];
    const documents = await searching(calls).invoke("BM25?");
    expect(calls).toEqual([["BM25?", { limit: 2, profile: "fast" }]]);
    expect(documents).toHaveLength(2);
    expect(documents[0]).toMatchObject({
      id: "retrieval/bm25.md#0",
      pageContent: "BM25 finds exact names. It needs no training.",
      metadata: {
        ...{ citation: "BM25, retrieval/bm25.md", score: 0.9, url: null, documentId: "retrieval/bm25.md" },
        ...{ source: "retrieval/bm25.md", headingPath: ["Where it shines"], start: 0, end: 45, trust: "normal" },
      },
    });
  });

  it("is a runnable: batches, pipes, and tells its callbacks", async () => {
    const seen: string[] = [];
    const callbacks = [
      {
        handleRetrieverStart: () => void seen.push("start"),
        handleRetrieverEnd: () => void seen.push("end"),
        handleRetrieverError: () => void seen.push("error"),
      },
    ];
    const batches = await searching().batch(["a", "b"], { callbacks, maxConcurrency: 1 });
    expect(batches.map((documents) => documents.length)).toEqual([2, 2]);
    expect(seen).toEqual(["start", "end", "start", "end"]);
    const joined = searching().pipe((documents) => documents.map(({ metadata }) => metadata.citation).join("; "));
    expect(await joined.invoke("a")).toBe("BM25, retrieval/bm25.md; Dense retrieval, retrieval/dense.md");
  });

  it("ends its search with the signal or the time limit of the call, each with its own", async () => {
    const search: Footnote["search"] = (query, options) =>
      query === "quick" ? Promise.resolve(found) : untilAborted(options?.signal);
    const retriever = new FootnoteRetriever({ footnote: scriptedFootnote({ search }) });
    const controller = new AbortController();
    const slow = retriever.invoke("slow", { signal: controller.signal });
    expect(await retriever.invoke("quick")).toHaveLength(2);
    controller.abort();
    await expect(slow).rejects.toMatchObject({ code: "ABORTED" });
    await expect(retriever.invoke("slow", { timeout: 20 })).rejects.toMatchObject({ code: "ABORTED" });
    await expect(retriever.invoke("quick", { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it.each(["", " ", "x".repeat(2_001)])("refuses %.5j", async (query) => {
    await expect(searching().invoke(query)).rejects.toBeInstanceOf(FootnoteError);
  });
});

describe("the answer chain", () => {
  it("answers with a message that is checked, cited, and carries the whole answer", async () => {
    const message = await new AnswerChain({ footnote: scriptedFootnote({ ask: exampleEvents }) }).invoke("BM25?");
    expect(message.text).toBe(exampleAnswer.text);
    expect(answerOf(message)).toEqual(exampleAnswer);
    expect(message.usage_metadata).toMatchObject({ input_tokens: 0, total_tokens: 0 });
    expect(() => answerOf(new AIMessage("no answer"))).toThrow(TypeError);
  });

  it("streams sentences that have passed, and the answer last", async () => {
    const chain = new AnswerChain({ footnote: scriptedFootnote({ ask: exampleEvents }) });
    const chunks: AIMessageChunk[] = [];
    for await (const chunk of await chain.stream("BM25?")) chunks.push(chunk);
    expect(chunks.map(({ text }) => text)).toEqual([
      "BM25 finds exact names [1].",
      " Dense vectors find paraphrases [2].",
      "",
    ]);
    expect(answerOf(chunks.at(-1)!)).toEqual(exampleAnswer);
    const whole = chunks.reduce((sum, chunk) => concat(sum, chunk));
    expect({ text: whole.text, answer: answerOf(whole) }).toEqual({ text: exampleAnswer.text, answer: exampleAnswer });
  });

  it("streams through a parser as text, and batches", async () => {
    const chain = new AnswerChain({ footnote: scriptedFootnote({ ask: exampleEvents }) }).pipe(
      new StringOutputParser(),
    );
    let text = "";
    for await (const piece of await chain.stream("BM25?")) text += piece;
    expect(text).toBe(exampleAnswer.text);
    expect(await chain.batch(["a", "b", "c"])).toEqual(Array.from({ length: 3 }, () => exampleAnswer.text));
  });

  it("takes a history of messages, or a conversation", async () => {
    const asked: [Question, AskOptions | undefined][] = [];
    const chain = new AnswerChain({
      profile: "fast",
      footnote: scriptedFootnote({
        async *ask(question, options) {
          asked.push([question, options]);
          yield* exampleEvents;
        },
      }),
    });
    const history = [new SystemMessage("Be brief."), new HumanMessage("What is BM25?"), new AIMessage("A function.")];
    await chain.invoke({ question: "Why?", history });
    await chain.invoke({ question: "Why?", conversationId: null });
    expect(asked).toEqual([
      [
        {
          text: "Why?",
          history: [
            { role: "user", content: "What is BM25?" },
            { role: "assistant", content: "A function." },
          ],
        },
        { profile: "fast" },
      ],
      [
        { text: "Why?", history: [] },
        { profile: "fast", conversationId: null },
      ],
    ]);
    await expect(chain.invoke({ question: "Why?", history, conversationId: "a" })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
  });

  it("says why it abstains", async () => {
    const abstention = { reason: "no-evidence" as const, message: "The documents do not say." };
    const answer = { ...exampleAnswer, status: "abstained" as const, text: "", claims: [], abstention };
    const chain = new AnswerChain({ footnote: scriptedFootnote({ ask: [{ type: "answer-validated", answer }] }) });
    const message = await chain.invoke("Why?");
    expect([message.text, answerOf(message).status]).toEqual(["The documents do not say.", "abstained"]);
  });

  it("throws the engine's error, invoked or streamed, and tells its callbacks", async () => {
    const error = new FootnoteError("INDEX_MISSING", "There is no index.").toBody();
    const chain = new AnswerChain({ footnote: scriptedFootnote({ ask: [{ type: "answer-error", error }] }) });
    const seen: string[] = [];
    const callbacks = [{ handleChainError: (failure: Error) => void seen.push(failure.message) }];
    await expect(chain.invoke("Why?", { callbacks })).rejects.toMatchObject({ code: "INDEX_MISSING" });
    await expect(
      (async () => {
        for await (const _ of await chain.stream("Why?"));
      })(),
    ).rejects.toMatchObject({ code: "INDEX_MISSING" });
    await expect(chain.invoke(" ")).rejects.toMatchObject({ code: "INPUT_EMPTY" });
    expect(seen).toEqual(["There is no index."]);
  });

  it("hands the signal on, so that an answer nobody waits for ends", async () => {
    const ended: string[] = [];
    const chain = new AnswerChain({
      footnote: scriptedFootnote({
        async *ask(question, options) {
          try {
            yield { type: "answer-delta", text: "First." };
            await untilAborted(options?.signal);
          } finally {
            ended.push(question.text);
          }
        },
      }),
    });
    const controller = new AbortController();
    const invoked = chain.invoke("invoked", { signal: controller.signal });
    const streamed = (async () => {
      for await (const { text } of await chain.stream("streamed", { signal: controller.signal })) {
        if (text) controller.abort();
      }
    })();
    await expect(invoked).rejects.toThrow();
    await expect(streamed).rejects.toThrow();
    for await (const { text } of await chain.stream("left")) if (text) break;
    await expect.poll(() => ended.toSorted()).toEqual(["invoked", "left", "streamed"]);
  });
});
