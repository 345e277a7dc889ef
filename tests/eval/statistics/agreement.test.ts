import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohenKappa, rawAgreement, weightedKappa } from "../../../eval/statistics/agreement.js";

/** Stands for null where values are compared approximately: no coefficient is that low. */
const MISSING = -9;

// 20 units both call good, 15 both bad, 5 + 10 they differ on.
const table: [count: number, first: string, second: string][] = [
  [20, "good", "good"],
  [5, "good", "bad"],
  [10, "bad", "good"],
  [15, "bad", "bad"],
];
const units = table.flatMap(([count, ...labels]) => Array.from({ length: count }, () => labels));
const first = units.map(([label]) => label);
const second = units.map(([, label]) => label);
const ratings = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })), { maxLength: 20 });

describe("raw agreement", () => {
  it("is the share of units with the same label", () => {
    expect(rawAgreement(first, second)).toBe((20 + 15) / 50);
    expect(rawAgreement([1, null, 2], [1, 1, null])).toBe(1 / 1);
  });

  it("is missing without units both labelled", () => {
    expect(rawAgreement([], [])).toBeNull();
    expect(rawAgreement([1, null], [null, 2])).toBeNull();
  });
});

describe("Cohen's kappa", () => {
  it("is the agreement beyond chance, of what there could be", () => {
    const chance = (25 / 50) * (30 / 50) + (25 / 50) * (20 / 50);
    expect(cohenKappa(first, second)).toBeCloseTo((35 / 50 - chance) / (1 - chance), 12);
  });

  it("is 1 in full agreement, -1 when two labels are always swapped, 0 when one rater knows one label only", () => {
    expect(cohenKappa(["a", "b", "c"], ["a", "b", "c"])).toBe(1);
    expect(cohenKappa(["a", "b"], ["b", "a"])).toBe(-1);
    expect(cohenKappa(["a", "a", "a"], ["a", "b", "a"])).toBe(0);
  });

  it("leaves out units with a missing label", () => {
    expect(cohenKappa([...first, "good", null], [...second, null, "bad"])).toBe(cohenKappa(first, second));
  });

  it("is missing without units, and when both give one label throughout", () => {
    expect(cohenKappa([], [])).toBeNull();
    expect(cohenKappa([null], [1])).toBeNull();
    expect(cohenKappa([true, true], [true, true])).toBeNull();
  });

  it("refuses lists of different length", () => {
    expect(() => cohenKappa([1], [1, 2])).toThrow("these are 1 and 2");
  });
});

describe("weighted kappa", () => {
  // Distances 0, 1, 0, 2. Expected over 4 x 4 pairs of 1, 1, 2, 3 with 1, 2, 2, 1:
  // two 1s: 0 + 1 + 1 + 0 each; the 2: 1 + 0 + 0 + 1; the 3: 2 + 1 + 1 + 2, squared 4 + 1 + 1 + 4.
  const a = [1, 1, 2, 3];
  const b = [1, 2, 2, 1];

  it("weighs a disagreement by the distance, or its square", () => {
    expect(weightedKappa(a, b, "linear")).toBeCloseTo(1 - (1 + 2) / 4 / ((2 * 2 + 2 + 6) / 16), 12);
    expect(weightedKappa(a, b, "quadratic")).toBeCloseTo(1 - (1 + 4) / 4 / ((2 * 2 + 2 + 10) / 16), 12);
  });

  it("is Cohen's kappa for two neighbouring grades", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }))), (pairs) => {
        const [x, y] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])];
        for (const weights of ["linear", "quadratic"] as const)
          expect(weightedKappa(x, y, weights)).toBe(cohenKappa(x, y));
      }),
    );
  });

  it("does not care who is first, nor where the scale starts or how wide its steps are", () => {
    fc.assert(
      fc.property(ratings, (pairs) => {
        const [x, y] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])];
        const kappa = weightedKappa(x, y, "quadratic") ?? MISSING;
        expect(weightedKappa(y, x, "quadratic") ?? MISSING).toBeCloseTo(kappa, 10);
        const moved = (values: number[]) => values.map((value) => 10 - 2 * value);
        expect(weightedKappa(moved(x), moved(y), "quadratic") ?? MISSING).toBeCloseTo(kappa, 10);
      }),
    );
  });

  it("is missing as Cohen's is", () => {
    expect(weightedKappa([], [], "linear")).toBeNull();
    expect(weightedKappa([3, 3, null], [3, 3, 1], "quadratic")).toBeNull();
  });
});
