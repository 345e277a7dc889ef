import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../eval/statistics/random.js";
import { mean } from "../../../eval/metrics/mean.js";
import { acceleration, biasCorrection, correctedShare, expandedZ } from "../../../eval/statistics/bca.js";
import { normalQuantile, normalShareBelow } from "../../../eval/statistics/normal.js";

describe("the bias correction", () => {
  it("is z of the share of draws below the estimate, ties counting half", () => {
    expect(biasCorrection([1, 2, 3, 4], 2.5)).toBeCloseTo(0, 12);
    expect(biasCorrection([1, 2, 3, 4], 3.5)).toBeCloseTo(normalQuantile(3 / 4), 12);
    expect(biasCorrection([1, 2, 2, 2, 3], 2)).toBeCloseTo(normalQuantile((1 + 3 / 2) / 5), 12);
  });

  it("takes values apart only by rounding for equal", () => {
    expect(biasCorrection([0.1, 0.1 + 0.2, 0.5], 0.3)).toBeCloseTo(normalQuantile((1 + 1 / 2) / 3), 12);
  });

  it("stays finite when every draw lies on one side", () => {
    expect(biasCorrection([1, 2, 3, 4], 9)).toBeCloseTo(normalQuantile(3.5 / 4), 12);
    expect(biasCorrection([1, 2, 3, 4], 0)).toBeCloseTo(normalQuantile(0.5 / 4), 12);
  });
});

describe("the acceleration", () => {
  it("of a mean is the sum of cubed deviations / 6 (sum of squares)^1.5", () => {
    // The mean without a row is (sum - row) / (n - 1): deviations of the rows, over n - 1, cancel in the ratio.
    const deviations = [1 - 3, 2 - 3, 6 - 3];
    const cubes = deviations.reduce((sum, d) => sum + d ** 3, 0);
    const squares = deviations.reduce((sum, d) => sum + d ** 2, 0);
    expect(acceleration([1, 2, 6], mean)).toBeCloseTo(cubes / (6 * squares ** 1.5), 12);
  });

  it("is 0 for symmetric, equal and missing values", () => {
    expect(acceleration([1, 2, 3], mean)).toBeCloseTo(0, 12);
    expect(acceleration([5, 5, 5], mean)).toBe(0);
    expect(acceleration([null, null], mean)).toBe(0);
  });

  it("of many rows is about that of single ones left out, from 200 evaluations", () => {
    const random = seededRandom(1);
    const rows = Array.from({ length: 1_000 }, () => Number(random() < 1 / 7));
    const share = mean(rows)!;
    const skewness = (1 - 2 * share) / Math.sqrt(share * (1 - share));
    let evaluations = 0;
    const counted = acceleration(rows, (sample) => {
      evaluations++;
      return mean(sample);
    });
    expect(evaluations).toBe(200);
    expect(Math.abs(counted - skewness / (6 * Math.sqrt(1_000)))).toBeLessThan(0.01);
  });
});

describe("the share to cut at", () => {
  it("is the plain one without bias and skewness", () => {
    expect(correctedShare(-1.96, 0, 0)).toBeCloseTo(normalShareBelow(-1.96), 14);
  });

  it("moves with the bias twice, and with the acceleration as Efron's formula says", () => {
    expect(correctedShare(1, 0.1, 0)).toBeCloseTo(normalShareBelow(0.1 + (0.1 + 1)), 14);
    expect(correctedShare(1, 0.1, 0.05)).toBeCloseTo(normalShareBelow(0.1 + (0.1 + 1) / (1 - 0.05 * (0.1 + 1))), 14);
  });

  it("is an end of the draws at the pole of the formula and beyond", () => {
    expect(correctedShare(5, 0, 0.2)).toBe(1);
    expect(correctedShare(-6, 0, -0.2)).toBe(0);
  });
});

describe("z for a small sample", () => {
  it("is close to Student's t times the lost spread", () => {
    // t of 19 degrees of freedom at .975 is 2.0930.
    expect(Math.abs(expandedZ(1.96, 20) - Math.sqrt(20 / 19) * 2.093)).toBeLessThan(0.012);
    expect(expandedZ(1.96, 1e9)).toBeCloseTo(1.96, 6);
  });
});
