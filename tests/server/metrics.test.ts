import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import type { Footnote } from "../../src/compose.js";
import type { AnswerEvent } from "../../src/domain/answer.js";
import { buildApp } from "../../src/server/app.js";
import { exampleAnswer, exampleEvents } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

let app: FastifyInstance;
afterEach(() => app.close());

async function metricsAfter(scripts: (AnswerEvent[] | Footnote["ask"])[]): Promise<string> {
  const left = [...scripts];
  const ask: Footnote["ask"] = (...call) => scriptedFootnote({ ask: left.shift()! }).ask(...call);
  app = buildApp({ footnote: scriptedFootnote({ ask }), traces: { get: async () => null } });
  for (const _ of scripts) {
    await app.inject({ method: "POST", url: "/v1/answers", payload: { question: "Why?", profile: "fast" } });
  }
  const response = await app.inject("/metrics");
  expect(response.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.body;
}

const ended = (answer: Partial<typeof exampleAnswer>): AnswerEvent[] => [
  { type: "answer-validated", answer: { ...exampleAnswer, ...answer } },
];

describe("GET /metrics", () => {
  it("counts answers by how they ended, and what they had to do without", async () => {
    const error = { code: "INDEX_MISSING", message: "", hint: "" };
    const text = await metricsAfter([
      exampleEvents,
      ended({ status: "abstained", degraded: ["dense", "cross-encoder"] }),
      [{ type: "answer-error", error }],
      () => {
        throw new Error("a defect");
      },
    ]);
    expect(text).toContain('footnote_answers_total{status="answered",profile="fast"} 1');
    expect(text).toContain('footnote_answers_total{status="abstained",profile="fast"} 1');
    expect(text).toContain('footnote_answers_total{status="failed",profile="fast"} 1');
    expect(text).toContain('footnote_degraded_total{part="cross-encoder"} 2');
    expect(text).toContain('footnote_degraded_total{part="dense"} 1');
    expect(text).toContain('footnote_answer_duration_seconds_count{profile="fast"} 2');
    expect(text).toContain('footnote_first_sentence_seconds_count{profile="fast"} 1');
  });

  it("counts what language models were paid with, whatever an answer's usage names", async () => {
    const usage = { promptTokens: 812, completionTokens: 40, llmCalls: 1, cost: 0.25, currency: "USD" };
    const text = await metricsAfter([ended({ usage }), ended({ usage })]);
    expect(text).toContain('footnote_llm_usage_total{kind="promptTokens"} 1624');
    expect(text).toContain('footnote_llm_usage_total{kind="cost"} 0.5');
    expect(text).not.toContain("currency");
  });

  it("is there before anybody asked", async () => {
    expect(await metricsAfter([])).toContain("# TYPE footnote_answer_duration_seconds histogram");
  });
});
