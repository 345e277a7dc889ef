import { describe, expect, it } from "vitest";
import { equalMassBins, expectedCalibrationError } from "../../../eval/metrics/calibration.js";
import { calibrationNoise } from "../../../eval/metrics/calibration-noise.js";
import { seededRandom } from "../../../eval/statistics/random.js";

/** Scores spread over 0..1; outcomes drawn from what `truth` makes of them. */
function outcomes(count: number, truth: (score: number) => number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const score = random();
    return { score, positive: random() < truth(score) };
  });
}
const draws = 200;
const errorOf = (rows: ReturnType<typeof outcomes>): number => expectedCalibrationError(equalMassBins(rows))!;

describe("calibration noise", () => {
  it("falls with the number of rows, about as its root", () => {
    const few = calibrationNoise(
      outcomes(250, (score) => score, 1),
      { draws },
    )!;
    const many = calibrationNoise(
      outcomes(2_000, (score) => score, 1),
      { draws },
    )!;
    expect(few.mean / many.mean).toBeGreaterThan(2.2);
    expect(few.mean / many.mean).toBeLessThan(3.6);
    expect(few.low).toBeLessThan(few.mean);
    expect(few.high).toBeGreaterThan(few.mean);
  });

  it("holds the error of true probabilities nearly always, and that of bent ones hardly ever", () => {
    const isInside = (truth: (score: number) => number) => (_: unknown, seed: number) => {
      const rows = outcomes(400, truth, seed + 100);
      const { low, high } = calibrationNoise(rows, { draws })!;
      return errorOf(rows) >= low && errorOf(rows) <= high;
    };
    const share = (truth: (score: number) => number): number =>
      Array.from({ length: 20 }, isInside(truth)).filter(Boolean).length / 20;
    expect(share((score) => score)).toBeGreaterThanOrEqual(0.8);
    expect(share((score) => score / 2)).toBeLessThanOrEqual(0.1);
  });

  it("is nothing where scores are certain, and null without rows", () => {
    const certain = [0, 1, 1, 0].map((score) => ({ score, positive: score === 1 }));
    expect(calibrationNoise(certain)).toEqual({ mean: 0, low: 0, high: 0 });
    expect(calibrationNoise([])).toBeNull();
  });
});
