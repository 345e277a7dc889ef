import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Turn } from "../../src/domain/query.js";
import { createUnderstand } from "../../src/understanding/understand.js";

const understand = createUnderstand({ maxSubQueries: 4 });
const plan = (text: string, ...earlier: string[]) =>
  understand({
    text,
    history: earlier.flatMap((content): Turn[] => [
      { role: "user", content },
      { role: "assistant", content: "Some answer [1]." },
    ]),
  });

describe("a question in capitals alone", () => {
  it("is one in small letters", async () => {
    const shouted = await plan("WHO WROTE THE HNSW PAPER?");
    expect(shouted).toMatchObject({ question: "WHO WROTE THE HNSW PAPER?", answerType: "person" });
    expect(shouted.standaloneQuestion).toBe("who wrote the hnsw paper?");
  });

  it.each(["HNSW", "HNSW BM25?", "FST_ERR_CTP_BODY_TOO_LARGE", "WHO wrote IT AND WHY"])("not so %s", async (text) => {
    expect((await plan(text)).standaloneQuestion).toBe(text);
  });
});

describe("intent", () => {
  it.each([
    ["What is BM25?", "question"],
    ["Tell me about Rome", "question"],
    ["日本の首都はどこですか", "question"],
    ["1234", "question"],
    ["rhythm", "question"],
    ["help me sort a list", "question"],
    ["How do I build an index?", "how-to"],
    ["What is the best way to store vectors?", "how-to"],
    ["Compare BM25 and dense retrieval", "comparison"],
    ["BM25 vs. TF-IDF?", "comparison"],
    ["What is BM25? Who invented it?", "multi-part"],
    ["hello", "small-talk"],
    ["Thanks a lot!", "small-talk"],
    ["What are you?", "small-talk"],
    ["", "empty"],
    ["?!", "empty"],
    ["\u0000\u200b \n", "empty"],
    ["asdfghjkl", "nonsense"],
    ["zzzzzz", "nonsense"],
  ])("of %j is %s", async (question, intent) => {
    expect((await plan(question)).intent).toBe(intent);
  });
});

describe("answer type", () => {
  it.each([
    ["How many stars are there?", "number"],
    ["What percentage of water is salty?", "number"],
    ["When was the Eiffel Tower built?", "time"],
    ["In what year did Rome fall?", "time"],
    ["Who wrote Hamlet?", "person"],
    ["Where is Kyoto?", "place"],
    ["Why is the sky blue?", "reason"],
    ["How do I build an index?", "procedure"],
    ["What is BM25?", "definition"],
    ["What does idempotent mean?", "definition"],
    ["Define recall", "definition"],
    ["Is Python interpreted?", "yes-no"],
    ["When should I use a cache?", "any"],
    ["Tell me about Rome", "any"],
  ])("of %j is %s", async (question, answerType) => {
    expect((await plan(question)).answerType).toBe(answerType);
  });
});

describe("sub-queries", () => {
  it.each([
    ["Compare BM25 and dense retrieval", ["BM25", "dense retrieval"]],
    ["What is the difference between a stemmer and a lemmatizer?", ["stemmer", "lemmatizer"]],
    ["BM25 vs. TF-IDF?", ["BM25", "TF-IDF"]],
    ["Postgres or SQLite?", ["Postgres", "SQLite"]],
    ["When should I use HNSW over exact search?", ["HNSW", "exact search"]],
    ["How does BM25 differ from TF-IDF?", ["BM25", "TF-IDF"]],
    ["What is BM25? Who invented it?", ["What is BM25", "Who invented BM25"]],
    ["How do I build an index?", []],
  ])("of %j are the question and %j", async (question, rest) => {
    expect((await plan(question)).subQueries).toEqual([question, ...rest]);
  });

  it("are none for what is not worth searching", async () => {
    for (const text of ["hello", "?!", "zzzzzz"]) expect((await plan(text)).subQueries).toEqual([]);
  });

  it("are no more than the setting allows, the question first", async () => {
    const question = "What is A and how is B and why is C and when was D and where is E?";
    expect((await plan(question)).subQueries).toEqual([question, "What is A", "how is B", "why is C"]);
    const { subQueries } = await createUnderstand({ maxSubQueries: 1 })({ text: question, history: [] });
    expect(subQueries).toEqual([question]);
  });
});

describe("filters", () => {
  it.each([
    ["site:python.org what is asyncio?", "what is asyncio?", { site: "python.org" }],
    ["what is asyncio SITE:docs/guide", "what is asyncio", { site: "docs/guide" }],
    [
      "what is asyncio after:2023 before:2024-06-01",
      "what is asyncio",
      { publishedAfter: "2023", publishedBefore: "2024-06-01" },
    ],
    [
      "Which papers published since 2024 discuss RAG?",
      "Which papers published since 2024 discuss RAG?",
      { publishedAfter: "2024" },
    ],
    ["articles written before 2020-05 on it", "articles written before 2020-05 on it", { publishedBefore: "2020-05" }],
    ["what changed? tag:Release tag:api", "what changed?", { tags: ["release", "api"] }],
    ["what changed trust:high", "what changed", { minTrust: "high" }],
    ["can I trust:everyone?", "can I trust:everyone?", {}],
    ["Who has led it since 2019?", "Who has led it since 2019?", {}],
    ["What is a website: a page?", "What is a website: a page?", {}],
    ["What happened after:lunch?", "What happened after:lunch?", {}],
  ])("of %j leave %j", async (question, searched, filters) => {
    expect(await plan(question)).toMatchObject({ question, standaloneQuestion: searched });
    expect((await plan(question)).filters).toEqual(filters);
  });
});

describe("follow-ups", () => {
  it.each([
    ["How does it work?", ["What is BM25?"], "How does BM25 work?"],
    ["And what are its parameters?", ["What is BM25?"], "what are the parameters of BM25?"],
    ["When was she born?", ["Who was Ada Lovelace?"], "When was Ada Lovelace born?"],
    ["What about dense retrieval?", ["What is BM25?"], "What about dense retrieval?"],
    ["and for lists?", ["How do I sort a tuple in Python?"], "for lists (sort a tuple in Python)?"],
  ])("%j after %j asks %j", async (question, earlier, expected) => {
    expect((await plan(question, ...earlier)).standaloneQuestion).toBe(expected);
  });

  it("have sub-queries and filters of their own", async () => {
    expect(await plan("How does it work? site:example.org", "What is BM25?")).toMatchObject({
      subQueries: ["How does BM25 work?"],
      filters: { site: "example.org" },
    });
  });

  it.each(["What are the side effects of aspirin?", "How do I sort a list of words in Python?"])(
    "are not made of %j, which stands alone",
    async (question) => {
      expect((await plan(question, "What is BM25?")).standaloneQuestion).toBe(question);
    },
  );

  it("stay as they are without earlier questions", async () => {
    expect((await plan("How does it work?")).standaloneQuestion).toBe("How does it work?");
  });
});

describe("any question", () => {
  it("gets a plan with its own words and, when searchable, itself as the first sub-query", async () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.string({ maxLength: 80 }));
    await fc.assert(
      fc.asyncProperty(text, fc.array(text, { maxLength: 3 }), async (question, earlier) => {
        const { subQueries, intent, ...rest } = await plan(question, ...earlier);
        expect(rest.question).toBe(question);
        expect(rest.standaloneQuestion).not.toMatch(/\p{Cc}/u);
        const searchable = !["empty", "small-talk", "nonsense"].includes(intent);
        expect(subQueries.length).toBeLessThanOrEqual(4);
        expect(subQueries[0]).toBe(searchable ? rest.standaloneQuestion : undefined);
      }),
    );
  });
});
