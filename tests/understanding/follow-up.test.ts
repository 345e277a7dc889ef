import { describe, expect, it } from "vitest";
import type { Turn } from "../../src/domain/query.js";
import { createUnderstand } from "../../src/understanding/understand.js";

const understand = createUnderstand({ maxSubQueries: 3 });
const plan = (text: string, ...earlier: string[]) =>
  understand({ text, history: earlier.map((content): Turn => ({ role: "user", content })) });

describe("a follow-up", () => {
  it.each([
    // A pronoun becomes the topic, in its place.
    ["Who invented it?", ["What is reciprocal rank fusion?"], "Who invented reciprocal rank fusion?"],
    ["Is it better than BM25?", ["What is dense retrieval?"], "Is dense retrieval better than BM25?"],
    ["What does that mean?", ["What is abstention?"], "What does abstention mean?"],
    // A thing may have the stem of what is done.
    ["How are they measured?", ["How can hallucinations be reduced?"], "How are hallucinations measured?"],
    [
      "What is its default value?",
      ["What does the k1 parameter control?"],
      "What is the default value of k1 parameter?",
    ],
    [
      "How do these compare to cross-encoders?",
      ["What are bi-encoders?"],
      "How do bi-encoders compare to cross-encoders?",
    ],
    // Something to do cannot stand where a pronoun stood.
    ["Does this work on a laptop?", ["How do I run Footnote?"], "Does this work on a laptop (run Footnote)?"],
    ["Is there a faster way?", ["How do I rebuild the index?"], "Is there a faster way (rebuild the index)?"],
    // A bare question word takes up the question before it.
    ["Why?", ["Does reranking help?"], "Why does reranking help?"],
    ["How?", ["Can hallucinations be reduced?"], "How can hallucinations be reduced?"],
    ["Why?", ["How does HNSW scale to large sets?"], "Why does HNSW scale to large sets?"],
    // A relative "that" is no pronoun.
    [
      "Which is the one that needs no tuning?",
      ["How are scores fused?"],
      "Which is the one that needs no tuning (scores)?",
    ],
    // What is done to the topic is no part of it.
    ["Why does it matter?", ["How is nDCG measured?"], "Why does nDCG matter?"],
    // Continuations and fragments get the topic added.
    ["Tell me more", ["What is nDCG?"], "Tell me more (nDCG)?"],
    ["Can you give an example?", ["What is query expansion?"], "Can you give an example (query expansion)?"],
    ["What is the default?", ["What does k1 control?"], "What is the default (k1)?"],
    ["How fast?", ["What is HNSW?"], "How fast (HNSW)?"],
    // The topic is that of the last question that names one.
    ["How much memory does it need?", ["What is HNSW?", "How does it work?"], "How much memory does HNSW need?"],
    ["How does it work?", ["What is BM25?", "What is HNSW?"], "How does HNSW work?"],
    // What looks like a replacement pattern is text.
    ["How does it work?", ["What is $&?", "What is $1 billing?"], "How does $1 billing work?"],
    // A dollar or control character of an earlier turn is only text here too.
    ["How does it work?", ["What\u0000 is\u0007 BM25?"], "How does BM25 work?"],
  ])("%j after %j asks %j", async (question, earlier, expected) => {
    expect((await plan(question, ...earlier)).standaloneQuestion).toBe(expected);
  });

  it.each([
    "What is HNSW?",
    "Explain reciprocal rank fusion",
    "Explain stemming",
    "Which methods that use vectors are fast?",
    // The pronoun's noun stands in the question itself.
    "How do companies hire their employees?",
    "How does HNSW build its layers and why should I use it?",
    // A subject that grammar asks for, and nothing else does.
    "Is it safer to use a larger model?",
    "How many parameters are there in BM25?",
    "What is the capital of France?",
    "Who was Ada Lovelace?",
    "How does BM25 score long documents?",
  ])("is not made of %j, which names its own topic", async (question) => {
    expect((await plan(question, "What is BM25?")).standaloneQuestion).toBe(question);
  });

  it.each([
    // What accompanies a question is no part of it.
    ["By the way, do you know who maintains SQLite?", ["What is BM25?"], "who maintains SQLite?"],
    ["That surprised me. When was it published?", ["What is BM25?"], "When was BM25 published?"],
    // Within a clause, "it" is not the thing named before it.
    ["Any limits for it?", ["Does Lucene use BM25?"], "Any limits for Lucene?"],
    ["How does the reranker use it?", ["What is HNSW?"], "How does the reranker use HNSW?"],
    // Two things that were compared are both meant.
    ["Do they both scale?", ["Is HNSW better than IVF?"], "Do HNSW and IVF both scale?"],
    // "the previous one" is the topic before.
    ["Compare it with the previous one", ["What is BM25?", "What is HNSW?"], "Compare HNSW with BM25"],
    // A name is written out as before.
    [
      "Who funds the Clipper mission?",
      ["What is the Europa Clipper mission?"],
      "Who funds the Europa Clipper mission?",
    ],
    // What says nothing alone gets the topic; a counted thing is none.
    ["What is the biggest risk?", ["Why buy company stock?"], "What is the biggest risk (company stock)?"],
    ["Is it fast?", ["What is HNSW?", "How many bytes does it take?"], "Is HNSW fast?"],
    // What is only said stays.
    ["It is better never to reindex.", ["What is HNSW?"], "It is better never to reindex."],
  ])("%j after %j asks %j", async (question, earlier, expected) => {
    expect((await plan(question, ...earlier)).standaloneQuestion).toBe(expected);
  });

  it("that brings a topic of its own is searched for with the former one as well", async () => {
    const { standaloneQuestion, subQueries } = await plan("What about dense retrieval?", "What is BM25?");
    expect([standaloneQuestion, ...subQueries.slice(1)]).toEqual([
      "What about dense retrieval?",
      "dense retrieval (BM25)?",
    ]);
  });

  it("is read with the answer's first sentence when no question has named a topic", async () => {
    const history: Turn[] = [
      { role: "user", content: "And then?" },
      { role: "assistant", content: "Reciprocal Rank Fusion adds ranks. BM25 does not." },
    ];
    const { standaloneQuestion } = await understand({ text: "Who invented it?", history });
    expect(standaloneQuestion).toBe("Who invented Reciprocal Rank Fusion?");
  });

  it.each([
    ["And how are they measured?", "How can hallucinations be reduced?"],
    ["How can I lower that?", "What does an answer cost?"],
  ])("does not take the number of a citation for a topic: %s", async (text, question) => {
    const history: Turn[] = [
      { role: "user", content: question },
      { role: "assistant", content: "See the documents [1]. They say more [2]." },
    ];
    expect((await understand({ text, history })).standaloneQuestion).not.toMatch(/\d/);
  });

  it("costs no more after a very long conversation", async () => {
    const history: Turn[] = Array.from({ length: 2_000 }, () => ({
      role: "user",
      content: "what of it ".repeat(2_000),
    }));
    const from = performance.now();
    await understand({ text: "How does it work?", history });
    expect(performance.now() - from).toBeLessThan(3_000);
  });

  it("does not take a whole clause for a topic", async () => {
    const history = ["Does he always have powers? What was he before?"];
    expect((await plan("How many films does he appear in?", ...history)).standaloneQuestion).toBe(
      "How many films does he appear in?",
    );
  });

  it.each(["thanks", "ok", "Hello!", "zzzzzz", "?"])("is not made of %j, which asks nothing", async (text) => {
    expect(await plan(text, "What is BM25?")).toMatchObject({ standaloneQuestion: text, subQueries: [] });
  });

  it("ignores what the assistant said", async () => {
    const history: Turn[] = [{ role: "assistant", content: "What is HNSW?" }];
    expect((await understand({ text: "How does it work?", history })).standaloneQuestion).toBe("How does it work?");
  });
});

describe("politeness", () => {
  it.each([
    ["Good morning, what is BM25?", "what is BM25?", "question", "definition"],
    ["hi, how do I reduce latency?", "how do I reduce latency?", "how-to", "procedure"],
    ["Can you tell me who invented BM25?", "who invented BM25?", "question", "person"],
    ["Could you please explain why models hallucinate?", "why models hallucinate?", "question", "reason"],
    ["Hello there!", "Hello there!", "small-talk", "any"],
    ["Tell me about Rome", "Tell me about Rome", "question", "any"],
  ])("of %j is not searched for", async (question, standaloneQuestion, intent, answerType) => {
    expect(await plan(question)).toMatchObject({ question, standaloneQuestion, intent, answerType });
  });
});

describe("a comparison", () => {
  it.each([
    ["Should I use a small or a large model?", ["small model", "large model"]],
    ["Compare the cost, latency and quality of small and large models", ["small models", "large models"]],
    ["What are the trade-offs between model size and speed?", ["model size", "speed"]],
    ["Which is better, BM25 or embeddings?", ["BM25", "embeddings"]],
    ["Is HTTP or HTTPS faster?", ["HTTP", "HTTPS"]],
    ["Are small or large models cheaper?", ["small models", "large models"]],
    ["Does HNSW or exact search use more memory?", ["HNSW", "exact search"]],
    ["How is a bi-encoder different from a cross-encoder?", ["bi-encoder", "cross-encoder"]],
  ])("%j searches for %j on their own too", async (question, things) => {
    const { intent, subQueries } = await plan(question);
    expect([intent, ...subQueries]).toEqual(["comparison", question, ...things]);
  });
});

describe("odd input", () => {
  it.each([
    ["🙂🙂", "empty"],
    ["ما هو BM25؟", "question"],
    ["\u0000What\u0007 is\u202e BM25?\n\n", "question"],
    ["what ".repeat(2_000), "question"],
    ["site: ".repeat(1_500), "question"],
    ["between a and ".repeat(700), "question"],
    ["((((".repeat(2_500), "empty"],
  ])("%j is taken calmly", async (text, intent) => {
    const from = performance.now();
    expect((await plan(text, text)).intent).toBe(intent);
    expect(performance.now() - from).toBeLessThan(3_000);
  });
});
