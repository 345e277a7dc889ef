import { describe, expect, it } from "vitest";
import {
  normalQuantile,
  normalShareBelow,
  Z_POWER_80_PERCENT,
  Z_TWO_SIDED_5_PERCENT,
} from "../../../eval/statistics/normal.js";

describe("the normal distribution", () => {
  it("has the shares of the printed tables below z", () => {
    expect(normalShareBelow(0)).toBe(1 / 2);
    expect(normalShareBelow(1)).toBeCloseTo(0.8413447460685429, 14);
    expect(normalShareBelow(-1)).toBeCloseTo(1 - 0.8413447460685429, 14);
    expect(normalShareBelow(1.96)).toBeCloseTo(0.9750021048517795, 14);
    expect(normalShareBelow(3)).toBeCloseTo(0.9986501019683699, 14);
  });

  it("is 0 and 1 far out", () => {
    expect([-Infinity, -40, 40, Infinity].map(normalShareBelow)).toEqual([0, 0, 1, 1]);
  });

  it("has quantiles that turn shares back into z", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(Z_TWO_SIDED_5_PERCENT, 10);
    expect(normalQuantile(0.8)).toBeCloseTo(Z_POWER_80_PERCENT, 10);
    for (const z of [-5, -1.5, -0.01, 0, 0.3, 2, 4]) expect(normalQuantile(normalShareBelow(z))).toBeCloseTo(z, 8);
    expect([0, 1].map(normalQuantile)).toEqual([-Infinity, Infinity]);
  });
});
