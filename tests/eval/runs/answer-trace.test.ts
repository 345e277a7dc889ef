import { describe, expect, it } from "vitest";
import { traceEvents } from "../../../eval/runs/answer-trace.js";
import type { AnswerEvent } from "../../../src/domain/answer.js";
import { exampleAnswer, exampleCandidates, exampleEvents, examplePlan } from "../../doubles/example-answer.js";

async function* play(events: AnswerEvent[]): AsyncGenerator<AnswerEvent> {
  yield* events;
}

describe("the trace of an answer", () => {
  it("keeps plan, ranks with scores, the passages read, and the answer", async () => {
    expect(await traceEvents(play(exampleEvents))).toEqual({
      plan: examplePlan,
      retrieved: [
        { passageId: "retrieval/bm25.md#0", documentId: "retrieval/bm25.md", title: "BM25", score: 0.9 },
        { passageId: "retrieval/dense.md#0", documentId: "retrieval/dense.md", title: "Dense retrieval", score: 0.8 },
      ],
      ranked: [
        {
          ...{ passageId: "retrieval/bm25.md#0", documentId: "retrieval/bm25.md", title: "BM25" },
          ...{ heading: "Where it shines", text: "BM25 finds exact names. It needs no training." },
          ...{ score: 0.9, relevance: 5.25 },
        },
        {
          ...{ passageId: "retrieval/dense.md#0", documentId: "retrieval/dense.md", title: "Dense retrieval" },
          ...{ heading: "", text: "Dense vectors find paraphrases. They need a model." },
          ...{ score: 0.8, relevance: 5.25 },
        },
      ],
      answer: exampleAnswer,
      error: null,
    });
  });

  it("keeps the first 20 passages found, and four decimals", async () => {
    const candidates = Array.from({ length: 30 }, (_, i) => ({ ...exampleCandidates[0]!, score: 1 - i / 70_000 }));
    const { retrieved } = await traceEvents(play([{ type: "passages-retrieved", candidates }]));
    expect(retrieved).toHaveLength(20);
    expect(retrieved[19]!.score).toBe(0.9997);
  });

  it("keeps the error of an answer that failed, and what came before it", async () => {
    const error = { code: "OVERLOADED", message: "Too busy.", hint: "Wait." };
    const trace = await traceEvents(play([...exampleEvents.slice(0, 1), { type: "answer-error", error }]));
    expect(trace).toMatchObject({ plan: examplePlan, answer: null, error: "OVERLOADED: Too busy." });
  });
});
