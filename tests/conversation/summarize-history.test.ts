import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizeHistory } from "../../src/conversation/summarize-history.js";
import type { Turn } from "../../src/domain/query.js";

const settings = { maxTokens: 1_500, wholeTurns: 4 };
const user = (content: string): Turn => ({ role: "user", content });
const assistant = (content: string): Turn => ({ role: "assistant", content });

const long: Turn[] = Array.from({ length: 250 }, (_, i) => [
  user(`What about topic ${i}?`),
  assistant(`Some words first. Topic ${i} is a thing [1][2]. It has more to it [3]. ${"And more. ".repeat(40)}`),
]).flat();

const tokens = (turns: Turn[]): number =>
  turns.reduce((sum, { content }) => sum + Math.ceil(Buffer.byteLength(content) / 4), 0);

describe("summarizeHistory", () => {
  it("leaves a short history as it is, but for its marks", () => {
    const history = [user("What is BM25?"), assistant("A ranking function [1]. It is old [2].")];
    expect(summarizeHistory(history, settings)).toEqual([
      user("What is BM25?"),
      assistant("A ranking function. It is old."),
    ]);
  });

  it("keeps of older turns the question and the first cited sentence of the answer", () => {
    const kept = summarizeHistory(long.slice(0, 8), settings);
    expect(kept.slice(0, 2)).toEqual([user("What about topic 0?"), assistant("Topic 0 is a thing.")]);
    expect(kept.at(-1)!.content).toContain("It has more to it.");
  });

  it("brings 500 turns into the budget, keeping the newest, in a moment", () => {
    const from = performance.now();
    const kept = summarizeHistory(long, settings);
    expect(performance.now() - from).toBeLessThan(3_000);
    expect(tokens(kept)).toBeLessThanOrEqual(settings.maxTokens);
    expect(kept.length).toBeGreaterThan(40);
    expect(kept.at(-2)).toEqual(user("What about topic 249?"));
    const order = kept.filter(({ role }) => role === "user").map(({ content }) => Number(/\d+/.exec(content)![0]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("keeps nothing of an old answer that cites nothing", () => {
    const history = [user("Tungsten?"), assistant("The documents do not say."), ...long.slice(0, 4)];
    expect(summarizeHistory(history, settings)[1]).toEqual(user("What about topic 0?"));
  });

  it("cuts a turn that is as long as a book, and always keeps the last one", () => {
    const kept = summarizeHistory([user("word ".repeat(200_000))], { maxTokens: 50, wholeTurns: 4 });
    expect(kept).toHaveLength(1);
    expect(kept[0]!.content.length).toBeLessThan(410);
  });

  it("stays within the budget whatever was said", () => {
    const turn = fc.record({
      role: fc.constantFrom("user" as const, "assistant" as const),
      content: fc.string({ unit: "binary" }),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60 }), fc.integer({ min: 400, max: 2_000 }), (history, maxTokens) => {
        expect(tokens(summarizeHistory(history, { maxTokens, wholeTurns: 6 }))).toBeLessThanOrEqual(maxTokens);
      }),
    );
  });
});
