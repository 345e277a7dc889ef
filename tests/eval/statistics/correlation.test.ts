import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Measured } from "../../../eval/metrics/mean.js";
import { averageRanks, kendallTauB, pearson, spearman } from "../../../eval/statistics/correlation.js";

const correlations = { pearson, spearman, kendallTauB };
const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 20 });

describe.each(Object.entries(correlations))("%s", (_name, correlation) => {
  it("is 1 for the same order on a line, and -1 for the opposite", () => {
    expect(correlation([1, 2, 3, 4], [2, 4, 6, 8])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 3, 4], [8, 6, 4, 2])).toBeCloseTo(-1, 12);
    expect(correlation([1, 2], [5, 9])).toBeCloseTo(1, 12);
  });

  it("leaves out units where either value is missing", () => {
    const x = [1, 2, 5, 3];
    const y = [1, 4, 3, 2];
    expect(correlation([1, null, 2, 9, 5, 3], [1, 7, 4, null, 3, 2])).toBe(correlation(x, y));
  });

  it("is missing for fewer than two units and for a constant, whatever rounding makes of it", () => {
    const undefinedOnes: [Measured[], Measured[]][] = [[[], []], [[1], [2]], [[1, null], [null, 2]], [[3, 3], [1, 2]], [[1, 2, 3], [0.1, 0.1, 0.1]]]; // prettier-ignore
    for (const [x, y] of undefinedOnes) expect(correlation(x, y)).toBeNull();
  });

  it("refuses lists of different length", () => {
    expect(() => correlation([1, 2], [1])).toThrow("these are 2 and 1");
  });

  it("is the same both ways, the negative against the negative, and within -1 and 1", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const [x, y] = [all.map(([value]) => value), all.map(([, value]) => value)];
        const value = correlation(x, y);
        const negative = correlation(x, y.map((number) => -number)); // prettier-ignore
        if (value === null) {
          expect(negative).toBeNull();
          return;
        }
        expect(correlation(y, x)).toBeCloseTo(value, 10);
        expect(negative).toBeCloseTo(-value, 10);
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("Pearson's r", () => {
  it("is the covariance by both standard deviations", () => {
    // Deviations of x: -2, -1, 3; of y: -1, 1, 0.
    expect(pearson([1, 2, 6], [1, 3, 2])).toBeCloseTo((2 - 1 + 0) / Math.sqrt((4 + 1 + 9) * (1 + 1 + 0)), 12);
  });
});

describe("Spearman's rho", () => {
  it("is 1 - 6 sum d^2 / (n^3 - n) without ties", () => {
    // Ranks 1 2 3 4 5 and 2 1 4 3 5: differences 1, 1, 1, 1, 0.
    expect(spearman([10, 20, 30, 40, 50], [7, 2, 99, 30, 1_000])).toBeCloseTo(1 - (6 * 4) / (125 - 5), 12);
  });

  it("gives ties the mean of their ranks", () => {
    expect(averageRanks([30, 10, 30, 5, 30])).toEqual([(3 + 4 + 5) / 3, 2, (3 + 4 + 5) / 3, 1, (3 + 4 + 5) / 3]);
    expect(averageRanks([])).toEqual([]);
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4, around 2.5.
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo((2.25 + 0 + 0 + 2.25) / Math.sqrt(4.5 * 5), 12);
  });
});

describe("Kendall's tau-b", () => {
  it("is concordant minus discordant pairs, by the pairs untied in x and in y", () => {
    // Of 6 pairs one is tied in x only, one in y only; of the other 4, all but (2, 4) and (3, 1) agree: 3 - 1.
    const x = [1, 2, 2, 3];
    const y = [1, 4, 1, 3];
    // (1,1)-(2,4) +, (1,1)-(2,1) tied in y, (1,1)-(3,3) +, (2,4)-(2,1) tied in x, (2,4)-(3,3) -, (2,1)-(3,3) +
    expect(kendallTauB(x, y)).toBeCloseTo((3 - 1) / Math.sqrt(5 * 5), 12);
  });
});
