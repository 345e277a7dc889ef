import { describe, expect, it } from "vitest";
import type { Claim } from "../../src/domain/answer.js";
import { formatTrace } from "../../src/tracing/format-trace.js";
import type { Trace } from "../../src/tracing/trace.js";
import { EXAMPLE_ID, exampleAnswer, exampleEvents, examplePlan } from "../doubles/example-answer.js";

const trace: Trace = {
  id: EXAMPLE_ID,
  question: exampleAnswer.question,
  profile: "balanced",
  startedAt: "2026-05-11T10:00:00.000Z",
  events: exampleEvents.map((event, index) => ({ atMs: index * 10, event })),
  answer: exampleAnswer,
  error: null,
};

describe("formatTrace", () => {
  it("tells the stages in their order", () => {
    const headings = ["Trace", "Understanding", "Retrieval", "Ranking", "Validation", "Answered", "Timings"];
    const text = formatTrace(trace);
    const places = headings.map((heading) => text.search(new RegExp(`^${heading}`, "m")));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("shows which words were read as others", () => {
    const plan = { ...examplePlan, corrections: [{ from: "retreival", to: "retrieval" }] };
    const events = [{ atMs: 1, event: { type: "query-understood" as const, id: trace.id, plan } }];
    expect(formatTrace({ ...trace, events })).toMatch(/^ *spelling +retreival -> retrieval$/m);
    expect(formatTrace(trace)).not.toContain("spelling");
  });

  it("shows each candidate's rank and score in both arms", () => {
    expect(formatTrace(trace)).toMatch(/1 {2}0\.900 {3}#1 \(11\.20\) {4}#2 \(0\.810\) {4}retrieval\/bm25\.md#0/);
    expect(formatTrace(trace)).toMatch(/2 {2}0\.800 {3}- {13}#1 \(0\.810\)/);
  });

  it("shows evidence, verdicts with reasons, and what the answer went without", () => {
    const text = formatTrace(trace);
    expect(text).toContain("score 0.900  cross-encoder 5.25");
    expect(text).toContain("best sentence (0.77): BM25 finds exact names.");
    expect(text).toContain("kept     supported (1.00)  BM25 finds exact names [1].");
    expect(text).toContain("The sentence stands word for word in the passage.");
    expect(text).toContain("without cross-encoder");
  });

  it("names the error of an answer that failed, with the next step", () => {
    const error = { code: "INDEX_MISSING", message: "There is no index.", hint: "Make one." };
    const text = formatTrace({ ...trace, events: [], answer: null, error });
    expect(text).toContain("Failed: INDEX_MISSING: There is no index.\n  Make one.");
  });

  it("lets no control sequence of a document through to the terminal", () => {
    const claim: Claim = { ...exampleAnswer.claims[0]!, text: "\u001b]0;owned\u0007 [1]" };
    const text = formatTrace({
      ...trace,
      events: [{ atMs: 1, event: { type: "claim-checked", claim, kept: true, repairs: [] } }],
    });
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
