import { describe, expect, it } from "vitest";
import { type StageChange, traceChanges } from "../../../eval/compare/trace-changes.js";
import { type AnswerTrace, traceEvents } from "../../../eval/runs/answer-trace.js";
import type { Answer, AnswerEvent } from "../../../src/domain/answer.js";
import { exampleAnswer, exampleEvents, examplePlan } from "../../doubles/example-answer.js";

async function* play(events: AnswerEvent[]): AsyncGenerator<AnswerEvent> {
  yield* events;
}
const trace = await traceEvents(play(exampleEvents));
const withAnswer = (changes: Partial<Answer>): AnswerTrace => ({ ...trace, answer: { ...exampleAnswer, ...changes } });

/** The lines of the stages in which something changed. */
function changes(after: AnswerTrace, before = trace): Partial<Record<StageChange["stage"], string[]>> {
  const changed = traceChanges(before, after).filter(({ lines }) => lines.length > 0);
  return Object.fromEntries(changed.map(({ stage, lines }) => [stage, lines]));
}

describe("two traces of one question", () => {
  it("have every stage in the order of the pipeline, without a line where nothing changed", () => {
    const stages = ["understanding", "retrieval", "ranking", "answer", "claims"];
    expect(traceChanges(trace, structuredClone(trace))).toEqual(stages.map((stage) => ({ stage, lines: [] })));
  });

  it("do not differ in the clock and the answer's id", () => {
    expect(changes(withAnswer({ id: "other", timings: { ...exampleAnswer.timings, total: 9 } }))).toEqual({});
  });

  it("show how a question was understood otherwise", () => {
    const after = { ...trace, plan: { ...examplePlan, intent: "how-to", subQueries: ["BM25"] } } as const;
    expect(changes({ ...after, plan: { ...after.plan, subQueries: [...after.plan.subQueries] } })).toEqual({
      understanding: ['intent: "comparison" -> "how-to"', 'subQueries: ["BM25 or dense vectors?","BM25"] -> ["BM25"]'],
    });
  });

  it("show passages that moved, came and went, in the order of the best rank", () => {
    const [first, second] = trace.retrieved as [AnswerTrace["retrieved"][0], AnswerTrace["retrieved"][0]];
    expect(changes({ ...trace, retrieved: [second, first] })).toEqual({
      retrieval: ["2 -> 1  retrieval/dense.md#0", "1 -> 2  retrieval/bm25.md#0"],
    });
    expect(changes({ ...trace, retrieved: [first, { ...second, passageId: "new#0" }] })).toEqual({
      retrieval: ["- -> 2  new#0", "2 -> gone  retrieval/dense.md#0"],
    });
    expect(changes({ ...trace, ranked: trace.ranked.slice(0, 1) })).toEqual({
      ranking: ["2 -> gone  retrieval/dense.md#0"],
    });
  });

  it("show ten passages at most, and how many more there are", () => {
    const many = Array.from({ length: 13 }, (_, i) => ({ ...trace.retrieved[0]!, passageId: `p${i}` }));
    const { retrieval } = changes({ ...trace, retrieved: [] }, { ...trace, retrieved: many });
    expect(retrieval).toHaveLength(10 + 1);
    expect(retrieval!.at(-1)).toBe("and 3 more");
  });

  it("show an abstention, its reason and the confidence behind it", () => {
    const after = withAnswer({
      ...{ status: "abstained", text: "", claims: [], confidence: 0.12345 },
      abstention: { reason: "weak-evidence", message: "The documents do not say." },
    });
    expect(changes(after)).toEqual({
      answer: [
        'status: "answered" -> "abstained"',
        'abstention: null -> "weak-evidence"',
        "confidence: 0.91 -> 0.123",
        `text: ${JSON.stringify(exampleAnswer.text)} -> ""`,
      ],
      claims: [
        "supported -> gone  BM25 finds exact names [1].",
        "supported -> gone  Dense vectors find paraphrases [2].",
      ],
    });
  });

  it("show a verdict that changed, and a claim that was not there before", () => {
    const [one, other] = exampleAnswer.claims as [Answer["claims"][0], Answer["claims"][0]];
    const claims: Answer["claims"] = [{ ...one, verdict: "partial" }, other, { ...one, text: "It is fast [1]." }];
    expect(changes(withAnswer({ claims }))).toEqual({
      claims: ["supported -> partial  BM25 finds exact names [1].", "- -> supported  It is fast [1]."],
    });
  });

  it("show an answer that is not there any more", () => {
    const { answer } = changes({ ...trace, answer: null });
    expect(answer![0]).toBe('status: "answered" -> null');
  });
});
