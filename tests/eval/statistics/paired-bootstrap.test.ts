import { describe, expect, it } from "vitest";
import { auroc } from "../../../eval/metrics/classification.js";
import { mean, type Measured } from "../../../eval/metrics/mean.js";
import { bootstrapInterval } from "../../../eval/statistics/bootstrap.js";
import { pairedBootstrapInterval } from "../../../eval/statistics/paired-bootstrap.js";
import { seededRandom } from "../../../eval/statistics/random.js";

const random = seededRandom(9);
const difficulty = Array.from({ length: 200 }, () => random());
const run = (gain: number): number[] => difficulty.map((value) => value + gain + 0.1 * random());
const [before, after] = [run(0), run(0.05)];

describe("the paired bootstrap interval", () => {
  it("is that of the second run minus the first, of known width", () => {
    const differences = after.map((value, index) => value - before[index]!);
    const centre = mean(differences)!;
    const spread = Math.sqrt(mean(differences.map((value) => (value - centre) ** 2))!);
    const [low, high] = pairedBootstrapInterval(before, after, mean, { resamples: 4_000 })!;
    expect((low + high) / 2).toBeCloseTo(centre, 3);
    expect(Math.abs((high - low) / 2 / ((1.96 * spread) / Math.sqrt(200)) - 1)).toBeLessThan(0.06);
  });

  it("is far narrower than an interval of either run, as hard questions are hard for both", () => {
    const [low, high] = pairedBootstrapInterval(before, after, mean)!;
    const [alone, above] = bootstrapInterval(before, mean)!;
    expect(high - low).toBeLessThan((above - alone) / 4);
    expect(low).toBeGreaterThan(0);
  });

  it("turns around when the runs change places", () => {
    const [low, high] = pairedBootstrapInterval(before, after, mean, { seed: 4 })!;
    const [back, forth] = pairedBootstrapInterval(after, before, mean, { seed: 4 })!;
    expect(back).toBeCloseTo(-high, 12);
    expect(forth).toBeCloseTo(-low, 12);
  });

  it("is a point at 0 for a run and itself, and a point for one pair", () => {
    expect(pairedBootstrapInterval(before, before, mean)).toEqual([0, 0]);
    expect(pairedBootstrapInterval([1], [4], mean)).toEqual([3, 3]);
  });

  it("is the same for the same seed, another for another, and wider at a higher level", () => {
    const first = pairedBootstrapInterval(before, after, mean, { seed: 7 })!;
    expect(pairedBootstrapInterval(before, after, mean, { seed: 7 })).toEqual(first);
    expect(pairedBootstrapInterval(before, after, mean, { seed: 8 })).not.toEqual(first);
    const [low, high] = pairedBootstrapInterval(before, after, mean, { seed: 7, level: 0.99 })!;
    expect(low).toBeLessThan(first[0]);
    expect(high).toBeGreaterThan(first[1]);
  });

  it("takes any statistic, leaving out the draws in which a run has no value", () => {
    const rows = (scores: number[]) => scores.map((score, index) => ({ score, positive: index > 1 }));
    // One ranks every positive above every negative, the other the other way round.
    expect(pairedBootstrapInterval(rows([1, 2, 3, 4]), rows([4, 3, 2, 1]), auroc)).toEqual([-1, -1]);
  });

  it("is missing when there is nothing to measure, and refuses runs of different length", () => {
    expect(pairedBootstrapInterval<Measured>([], [], mean)).toBeNull();
    expect(pairedBootstrapInterval<Measured>([1, 2], [null, null], mean)).toBeNull();
    expect(() => pairedBootstrapInterval([1], [1, 2], mean)).toThrow("rows in pairs");
  });
});
