import { describe, expect, it } from "vitest";
import type { Check } from "../../../eval/gate/check-thresholds.js";
import { formatGate } from "../../../eval/gate/format-gate.js";

const check = (metric: string, changes: Partial<Check> = {}): Check => ({
  ...{ metric, value: 0.95, baseline: 0.97, interval: [-0.05, 0.01], passed: true, reason: "at most 0.02 worse" },
  ...changes,
});

describe("the gate's verdict on a terminal", () => {
  const runs = [".footnote/runs/gate-answers", ".footnote/runs/gate-claims"];

  it("has a line for each check, and says that the gate is open", () => {
    const checks = { answers: [check("answerRecall")], claims: [check("auroc", { baseline: null })] };
    expect(formatGate({ passed: true, checks, runs }).split("\n")).toEqual([
      expect.stringMatching(/^ +now +baseline +what it has to hold$/),
      expect.stringMatching(/^ok {3}answers answerRecall +0\.9500 +0\.9700 +at most 0\.02 worse$/),
      expect.stringMatching(/^ok {3}claims auroc +0\.9500 +- +at most 0\.02 worse$/),
      "",
      "The gate is open.",
      "",
    ]);
  });

  it("marks what failed, with the command that shows it", () => {
    const failed = check("faithfulness", { passed: false, value: null, reason: "could not be measured" });
    const text = formatGate({ passed: false, checks: { answers: [check("answerRecall"), failed] }, runs });
    expect(text).toMatch(/FAIL answers faithfulness +- +0\.9700 +could not be measured/);
    expect(text).toContain("1 of 2 checks failed.");
    expect(text).toContain(`eval report ${runs.join(" ")}\n`);
  });
});
