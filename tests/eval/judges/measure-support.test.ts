import { describe, expect, it } from "vitest";
import type { ClaimRow } from "../../../eval/data/claims.js";
import { measureSupport } from "../../../eval/judges/measure-support.js";
import type { Judgement, SupportJudge } from "../../../eval/judges/support-judge.js";

const judgements: Record<string, Judgement> = {
  a: { score: 0.9, verdict: "supported" },
  b: { score: 0.6, verdict: "partial" },
  c: { score: 0.7, verdict: "supported" },
  d: { score: 0.1, verdict: "contradicted" },
  e: { score: null, verdict: null, missing: "unparseable" },
  f: { score: null, verdict: null, missing: "unanswered" },
};
const judge: SupportJudge = { id: "scripted", threshold: 0.5, support: async (claim) => judgements[claim]! };
const claim = (text: string, label: ClaimRow["label"]): ClaimRow => ({
  id: text,
  claim: text,
  evidence: ["passage"],
  label,
  source: "s",
});
const claims = [
  claim("a", "supported"),
  claim("b", "supported"),
  claim("c", "partial"),
  claim("d", "unsupported"),
  claim("e", "supported"),
  claim("f", "generic"),
];
const options = { seed: 1, parallel: 2, progress: () => undefined };

describe("a support judge beside people", () => {
  it("is measured on the claims it judged; the others are counted by reason", async () => {
    const result = await measureSupport(judge, claims, options);
    expect(result).toMatchObject({ judge: "scripted", n: 6, supported: 3, missing: { unparseable: 1, unanswered: 1 } });
    // By score a, b and c are called supported. .9 beats .7 and .1; .6 beats .1 only.
    expect(result.metrics).toMatchObject({
      auroc: 3 / 4,
      precision: 2 / 3,
      recall: 2 / 2,
      specificity: 1 / 2,
      balancedAccuracy: (2 / 2 + 1 / 2) / 2,
    });
    // By verdict a and c are.
    expect(result.metrics["verdict.precision"]).toBe(1 / 2);
    expect(result.metrics["verdict.recall"]).toBe(1 / 2);
    expect(result.intervals.auroc).toBeDefined();
  });

  it("has no figures when it judged nothing", async () => {
    const { metrics, intervals, missing } = await measureSupport(judge, [claims[4]!], options);
    expect(new Set(Object.values(metrics))).toEqual(new Set([null]));
    expect(intervals).toEqual({});
    expect(missing.unparseable).toBe(1);
  });
});
