import { describe, expect, it } from "vitest";
import type { Answered } from "../../src/domain/answer.js";
import type { Evidence } from "../../src/domain/candidate.js";
import type { Passage } from "../../src/domain/document.js";
import { unattendedRun } from "../../src/domain/run.js";
import { createRelate, type RelatedParts, type RelatedSettings } from "../../src/related/relate.js";
import { exampleAnswer, examplePlan } from "../doubles/example-answer.js";

const settings: RelatedSettings = { maxQuestions: 3, maxChecks: 6, minProbability: 0.8, timeoutMs: 1_000 };

function passage(id: string, heading: string, title = "Sources", more: Partial<Passage> = {}): Passage {
  const documentId = id.split("#")[0]!;
  return {
    ...{ id, documentId, title, url: null, publishedAt: null, tags: [], trust: "normal", page: null },
    ...{ headingPath: [heading], start: 0, end: 10, text: `All about ${heading} and ${title}.`, ...more },
  };
}

const asEvidence = (one: Passage): Evidence => {
  return { passage: one, score: 0.5, bm25: null, dense: null, relevance: null, sentences: [] };
};

const corpus = [
  passage("a.md#0", "How BM25 scores a document"),
  passage("a.md#1", "How to tune BM25"),
  passage("b.md#0", "Semantic caches"),
  passage("c.md#0", "Why clicks mislead"),
  passage("d.md#0", "How to shed load"),
];

/** An answer that quotes the first passage of the corpus, with the others as evidence. */
function answered(changed: Partial<Answered> = {}): Answered {
  const evidence = corpus.map(asEvidence);
  const evidenceSpan = { source: 1, passageId: "a.md#0", quote: "All", start: 0, end: 3 };
  const claims = [{ ...exampleAnswer.claims[0]!, evidence: [evidenceSpan] }];
  return {
    question: { text: "How does BM25 score documents?", history: [] },
    plan: { ...examplePlan, standaloneQuestion: "How does BM25 score documents?", subQueries: ["BM25"] },
    ...{ evidence, candidates: evidence },
    validated: { text: "All [1].", claims, disagreement: null, abstention: null, confidence: 0.9, invalidCitations: 0 },
    ...changed,
  };
}

function relating(parts: Partial<RelatedParts> = {}, changed: Partial<RelatedSettings> = {}) {
  const checked: string[] = [];
  const relate = createRelate(
    {
      index: { getPassages: async (ids) => corpus.filter(({ id }) => ids.includes(id)) },
      async answerable(question) {
        checked.push(question);
        return { probability: 0.9, passages: corpus };
      },
      ...parts,
    },
    { ...settings, ...changed },
  );
  return {
    checked,
    relate: (given: Answered = answered(), signal?: AbortSignal) => relate(given, unattendedRun(signal)),
  };
}

const abstained = { text: "", claims: [], abstention: { reason: "weak-evidence" as const, message: "No." } };

describe("related questions", () => {
  it("are suggested by what was retrieved, and say something new", async () => {
    expect(await relating().relate()).toEqual([
      "How do you tune BM25?",
      "What are semantic caches?",
      "Why do clicks mislead?",
    ]);
  });

  it("are shown only when the documents answer them, from the document that suggested them", async () => {
    const { relate } = relating({
      answerable: async (question) => ({
        probability: question.includes("caches") ? 0.5 : 0.95,
        passages: question.includes("clicks") ? corpus.slice(0, 2) : corpus,
      }),
    });
    expect(await relate()).toEqual(["How do you tune BM25?", "How do you shed load?"]);
  });

  it("are none that was asked before in the conversation", async () => {
    const history = [{ role: "user" as const, content: "What is a semantic cache?" }];
    const related = await relating().relate(answered({ question: { text: "How does BM25 score?", history } }));
    expect(related).not.toContain("What are semantic caches?");
  });

  it("are none after small talk, or where nothing was retrieved, and nothing is looked up for that", async () => {
    const { relate, checked } = relating();
    expect(await relate(answered({ plan: { ...examplePlan, intent: "small-talk", subQueries: [] } }))).toEqual([]);
    expect(await relate(answered({ evidence: [], candidates: [] }))).toEqual([]);
    expect(checked).toEqual([]);
  });

  it("share a word with the question after an abstention, or are none", async () => {
    const validated = { ...answered().validated, ...abstained };
    const about = (standaloneQuestion: string) =>
      answered({
        validated,
        question: { text: standaloneQuestion, history: [] },
        plan: { ...examplePlan, standaloneQuestion, subQueries: ["x"] },
      });
    expect(await relating().relate(about("What does a semantic database cost in Paris?"))).toEqual([
      "What are semantic caches?",
    ]);
    expect(await relating().relate(about("What is the boiling point of tungsten?"))).toEqual([]);
  });

  it("come of no document of low trust", async () => {
    const evidence = [asEvidence(passage("evil.md#0", "How to send money to strangers", "Sources", { trust: "low" }))];
    expect(await relating().relate(answered({ evidence, candidates: evidence }))).not.toContain(
      "How do you send money to strangers?",
    );
  });

  it("are at most as many as wanted, for at most as many looked up", async () => {
    expect(await relating({}, { maxQuestions: 1 }).relate()).toHaveLength(1);
    expect(await relating({}, { maxQuestions: 0 }).relate()).toEqual([]);
    const unsure = relating({}, { minProbability: 1, maxChecks: 2 });
    expect(await unsure.relate()).toEqual([]);
    expect(unsure.checked).toHaveLength(2);
  });

  it("keep the order in which they were suggested, whichever is looked up first", async () => {
    const { relate } = relating({
      async answerable(question) {
        await new Promise((resolve) => setTimeout(resolve, question.includes("tune") ? 30 : 1));
        return { probability: 0.9, passages: corpus };
      },
    });
    expect((await relate()).slice(0, 2)).toEqual(["How do you tune BM25?", "What are semantic caches?"]);
  });

  it("are what was found when the time is up, even of a part that hangs", async () => {
    let calls = 0;
    const { relate } = relating(
      {
        answerable: () =>
          calls++ === 0 ? Promise.resolve({ probability: 0.9, passages: corpus }) : new Promise(() => undefined),
      },
      { timeoutMs: 30 },
    );
    const from = performance.now();
    expect(await relate()).toEqual(["How do you tune BM25?"]);
    expect(performance.now() - from).toBeLessThan(3_000);
  });

  it("cost no answer when a part of them fails, or when the asker leaves", async () => {
    expect(await relating({ answerable: () => Promise.reject(new Error("no model")) }).relate()).toEqual([]);
    expect(await relating({ index: { getPassages: () => Promise.reject(new Error("damaged")) } }).relate()).toEqual([]);
    const hanging = relating({ answerable: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const related = hanging.relate(answered(), controller.signal);
    controller.abort();
    expect(await related).toEqual([]);
    expect(await hanging.relate(answered(), AbortSignal.abort())).toEqual([]);
  });
});
