import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { krippendorffAlpha, type RatingLevel } from "../../../eval/statistics/krippendorff.js";

/** Stands for null where values are compared approximately: no coefficient is that low. */
const MISSING = -9;

const LEVELS: RatingLevel[] = ["nominal", "ordinal", "interval"];
const _ = null;

// Krippendorff (2011), section C: 4 observers of 12 units. Published: nominal .743, ordinal .815, interval .849.
const observers = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
];
const published = observers[0]!.map((_rating, unit) => observers.map((ratings) => ratings[unit]!));
// By hand: unit 12 has one rating and falls out; 40 ratings are left, 9 of 1, 13 of 2, 10 of 3, 5 of 4, 3 of 5.
// Unit 2 (2 2 3 2) has 3 of its 6 pairs as 2-3, unit 8 (1 1 2 1) 3 as 1-2, unit 6 (1 2 3 4) one of each; / (4 - 1).
const disagreeing = { "1-2": 4 / 3, "1-3": 1 / 3, "1-4": 1 / 3, "2-3": 4 / 3, "2-4": 1 / 3, "3-4": 1 / 3 };
const counts = [9, 13, 10, 5, 3];

function alphaByHand(difference: (c: number, k: number) => number): number {
  let expected = 0;
  for (let k = 2; k <= 5; k++) {
    for (let c = 1; c < k; c++) expected += counts[c - 1]! * counts[k - 1]! * difference(c, k) ** 2;
  }
  const observed = Object.entries(disagreeing).reduce((sum, [pair, coincidences]) => {
    const [c, k] = pair.split("-").map(Number) as [number, number];
    return sum + coincidences * difference(c, k) ** 2;
  }, 0);
  return 1 - ((40 - 1) * observed) / expected;
}

describe("Krippendorff's alpha", () => {
  it("of his worked example is as published, and as computed by hand", () => {
    const ranksBetween = (c: number, k: number): number =>
      counts.slice(c - 1, k).reduce((sum, count) => sum + count, 0) - (counts[c - 1]! + counts[k - 1]!) / 2;
    const nominal = krippendorffAlpha(published, "nominal");
    const ordinal = krippendorffAlpha(published, "ordinal");
    const interval = krippendorffAlpha(published, "interval");
    expect([nominal, ordinal, interval].map((alpha) => alpha!.toFixed(3))).toEqual(["0.743", "0.815", "0.849"]);
    expect(nominal).toBeCloseTo(
      alphaByHand(() => 1),
      12,
    );
    expect(ordinal).toBeCloseTo(alphaByHand(ranksBetween), 12);
    expect(interval).toBeCloseTo(
      alphaByHand((c, k) => k - c),
      12,
    );
  });

  it("of two raters and two labels compares mixed units with mixed pairs", () => {
    // 1 of 4 units is mixed: 2 of 8 ordered pairs; 5 ones and 3 twos make 2 * 5 * 3 of 8 * 7 mixed pairs.
    const units = [[1, 1], [1, 1], [2, 2], [1, 2]]; // prettier-ignore
    for (const level of LEVELS) expect(krippendorffAlpha(units, level)).toBeCloseTo(1 - 2 / 8 / (30 / 56), 12);
  });

  it("is 1 in full agreement and below 0 in steady disagreement", () => {
    for (const level of LEVELS) {
      expect(krippendorffAlpha([[1, 1, 1], [2, 2, _], [5, 5, 5]], level)).toBe(1); // prettier-ignore
      // Every pair within a unit is mixed, of 8 of 12 pairs (nominal: 4 of 6 unordered) in all.
      expect(krippendorffAlpha([[1, 2], [2, 1]], level)).toBeCloseTo(1 - 1 / (8 / 12), 12); // prettier-ignore
    }
  });

  it("is missing without a unit rated twice, and when all ratings are the same", () => {
    for (const level of LEVELS) {
      expect(krippendorffAlpha([], level)).toBeNull();
      expect(krippendorffAlpha([[1, _], [_, 2], [_, _]], level)).toBeNull(); // prettier-ignore
      expect(krippendorffAlpha([[3, 3], [3, 3, 3]], level)).toBeNull(); // prettier-ignore
    }
  });

  const matrix = fc.array(fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { minLength: 3, maxLength: 3 }), {
    maxLength: 10,
  });
  const alpha = (units: (number | null)[][], level: RatingLevel): number => krippendorffAlpha(units, level) ?? MISSING;

  it("does not depend on the order of units and raters", () => {
    fc.assert(
      fc.property(matrix, fc.constantFrom(...LEVELS), (units, level) => {
        const turned = units.toReversed().map((ratings) => ratings.toReversed());
        expect(alpha(turned, level)).toBeCloseTo(alpha(units, level), 10);
      }),
    );
  });

  it("does not depend on the codes, beyond what the level means", () => {
    const recoded = (units: (number | null)[][], code: (rating: number) => number) =>
      units.map((ratings) => ratings.map((rating) => (rating === null ? null : code(rating))));
    fc.assert(
      fc.property(matrix, (units) => {
        expect(
          alpha(
            recoded(units, (rating) => (rating * 3) % 7),
            "nominal",
          ),
        ).toBeCloseTo(alpha(units, "nominal"), 10);
        expect(
          alpha(
            recoded(units, (rating) => rating ** 3),
            "ordinal",
          ),
        ).toBeCloseTo(alpha(units, "ordinal"), 10);
        expect(
          alpha(
            recoded(units, (rating) => 4 - 2 * rating),
            "interval",
          ),
        ).toBeCloseTo(alpha(units, "interval"), 10);
      }),
    );
  });
});
