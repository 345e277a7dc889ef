import { describe, expect, it } from "vitest";
import { answerMetrics } from "../../../eval/judges/answer-metrics.js";
import type { SupportJudge } from "../../../eval/judges/support-judge.js";

/** Supports, with .8, what a passage holds word for word; anything else with .2. */
const verbatimJudge: SupportJudge = {
  id: "verbatim",
  threshold: 0.5,
  support: async (claim, [passage]) =>
    passage!.includes(claim) ? { score: 0.8, verdict: "supported" } : { score: 0.2, verdict: "unsupported" },
};

describe("metrics of an answer against a reference", () => {
  it("are shares of sentences, mean scores, words and length", async () => {
    // One of two reference sentences is in the answer; one of three answer sentences is in the reference.
    const metrics = await answerMetrics("Cats purr [1]. Dogs bark. Cows moo.", "Cats purr. Fish swim.", verbatimJudge);
    expect(metrics.claimRecall).toBe(1 / 2);
    expect(metrics.claimPrecision).toBe(1 / 3);
    expect(metrics.claimF1).toBeCloseTo((2 * (1 / 2) * (1 / 3)) / (1 / 2 + 1 / 3), 12);
    expect(metrics.supportRecall).toBeCloseTo((0.8 + 0.2) / 2, 12);
    expect(metrics.supportPrecision).toBeCloseTo((0.8 + 0.2 + 0.2) / 3, 12);
    expect(metrics.wordRecall).toBe(2 / 4);
    expect(metrics.wordF1).toBeCloseTo((2 * (2 / 6) * (2 / 4)) / (2 / 6 + 2 / 4), 12);
    expect(metrics.length).toBe(6);
  });

  it("count a repeated word as often as the reference has it", async () => {
    expect((await answerMetrics("Cats cats cats.", "Cats purr.", verbatimJudge)).wordF1).toBeCloseTo(
      (2 * (1 / 3) * (1 / 2)) / (1 / 3 + 1 / 2),
      12,
    );
  });

  it("give an empty answer recall 0 and no precision", async () => {
    expect(await answerMetrics("", "Cats purr.", verbatimJudge)).toEqual({
      claimRecall: 0,
      claimPrecision: null,
      claimF1: 0,
      supportRecall: 0,
      supportPrecision: null,
      supportF1: 0,
      wordRecall: 0,
      wordF1: 0,
      length: 0,
    });
  });
});
