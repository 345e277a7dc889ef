import { describe, expect, it } from "vitest";
import { riskCoverageArea, riskCoverageCurve } from "../../../eval/metrics/selective.js";

const RIGHT = 0;
const WRONG = 1;
const row = (confidence: number, risk: number) => ({ confidence, risk });

describe("risk against coverage", () => {
  it("has a point for each confidence, rows of one confidence entering together", () => {
    const rows = [row(0.2, WRONG), row(0.9, RIGHT), row(0.6, WRONG), row(0.6, RIGHT)];
    expect(riskCoverageCurve(rows)).toEqual([
      { confidence: 0.9, coverage: 1 / 4, risk: 0 / 1 },
      { confidence: 0.6, coverage: 3 / 4, risk: 1 / 3 },
      { confidence: 0.2, coverage: 4 / 4, risk: 2 / 4 },
    ]);
    expect(riskCoverageArea(rows)).toBeCloseTo((1 * 0 + 2 * (1 / 3) + 1 * (2 / 4)) / 4, 12);
  });

  it("has no area when nothing is wrong, and the overall risk as area when confidence says nothing", () => {
    expect(riskCoverageArea([row(0.9, RIGHT), row(0.1, RIGHT)])).toBe(0);
    expect(riskCoverageArea([row(0.5, RIGHT), row(0.5, WRONG), row(0.5, RIGHT)])).toBeCloseTo(1 / 3, 12);
  });

  it("punishes confident errors", () => {
    expect(riskCoverageArea([row(0.9, RIGHT), row(0.1, WRONG)])).toBeCloseTo((0 / 1 + 1 / 2) / 2, 12);
    expect(riskCoverageArea([row(0.9, WRONG), row(0.1, RIGHT)])).toBeCloseTo((1 / 1 + 1 / 2) / 2, 12);
  });

  it("is missing for no rows", () => {
    expect(riskCoverageCurve([])).toEqual([]);
    expect(riskCoverageArea([])).toBeNull();
  });
});
