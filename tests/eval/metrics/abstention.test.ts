import { describe, expect, it } from "vitest";
import { abstentionMetrics, cragScore } from "../../../eval/metrics/abstention.js";

const question = (answerable: boolean, abstained: boolean, confidence: number) => ({
  answerable,
  abstained,
  confidence,
});

describe("abstention", () => {
  it("is judged by what was declined and what should have been", () => {
    const metrics = abstentionMetrics([
      question(true, false, 0.9),
      question(true, false, 0.7),
      question(true, true, 0.3),
      question(false, true, 0.2),
      question(false, false, 0.7),
      question(false, false, 0.6),
    ]);
    expect(metrics).toEqual({
      // .9 beats .2, .7 and .6; .7 beats .2 and .6 and ties with .7; .3 beats .2.
      abstentionAuroc: (3 + 2 + 1 / 2 + 1) / 9,
      abstentionBalancedAccuracy: (2 / 3 + 1 / 3) / 2,
      abstentionPrecision: 1 / 2,
      abstentionRecall: 1 / 3,
      falseAbstentionRate: 1 / 3,
    });
  });

  it("keeps what can be known when every question is answerable, and misses the rest", () => {
    expect(abstentionMetrics([question(true, false, 0.9), question(true, true, 0.1)])).toEqual({
      abstentionAuroc: null,
      abstentionBalancedAccuracy: null,
      abstentionPrecision: 0 / 1,
      abstentionRecall: null,
      falseAbstentionRate: 1 / 2,
    });
    expect(new Set(Object.values(abstentionMetrics([])))).toEqual(new Set([null]));
  });
});

describe("the CRAG score", () => {
  it("is +1 for right, 0 for abstained, -1 for wrong, on average", () => {
    expect(cragScore(["right", "right", "abstained", "wrong", "abstained"])).toBe((1 + 1 + 0 - 1 + 0) / 5);
    expect(cragScore(["wrong"])).toBe(-1);
    expect(cragScore([])).toBeNull();
  });
});
