import { describe, expect, it } from "vitest";
import { auroc } from "../../../eval/metrics/classification.js";
import { mean } from "../../../eval/metrics/mean.js";
import { bootstrapInterval } from "../../../eval/statistics/bootstrap.js";
import { seededRandom } from "../../../eval/statistics/random.js";

const coinFlips = Array.from({ length: 400 }, (_, index) => (index % 5 === 0 ? 0 : 1));

describe("the bootstrap interval", () => {
  it("is the same for the same seed, and another for another", () => {
    const first = bootstrapInterval(coinFlips, mean, { seed: 7 });
    expect(bootstrapInterval(coinFlips, mean, { seed: 7 })).toEqual(first);
    expect(bootstrapInterval(coinFlips, mean, { seed: 8 })).not.toEqual(first);
  });

  it("of a share is close to the normal approximation", () => {
    const margin = 1.96 * Math.sqrt((0.8 * 0.2) / 400);
    const [low, high] = bootstrapInterval(coinFlips, mean, { resamples: 4_000 })!;
    expect(Math.abs(low - (0.8 - margin))).toBeLessThan(0.006);
    expect(Math.abs(high - (0.8 + margin))).toBeLessThan(0.006);
  });

  it("holds the true mean in about 95 of 100 samples", () => {
    const random = seededRandom(3);
    const samples = Array.from({ length: 200 }, () => Array.from({ length: 100 }, () => random()));
    const hits = samples.filter((sample, seed) => {
      const [low, high] = bootstrapInterval(sample, mean, { resamples: 300, seed })!;
      return low <= 0.5 && 0.5 <= high;
    });
    expect(hits.length / samples.length).toBeGreaterThan(0.9);
    expect(hits.length / samples.length).toBeLessThan(0.99);
  });

  it("reaches further into the long tail, and misses on both sides alike", () => {
    const rare = Array.from({ length: 100 }, (_, index) => Number(index < 6));
    const [low, high] = bootstrapInterval(rare, mean, { resamples: 4_000 })!;
    expect(high - 0.06).toBeGreaterThan(1.3 * (0.06 - low));

    // An exponential distribution with mean 1: percentiles lie below the truth three times as often as above.
    const random = seededRandom(12);
    const misses = { below: 0, above: 0 };
    for (let seed = 1; seed <= 300; seed++) {
      const sample = Array.from({ length: 60 }, () => -Math.log(1 - random()));
      const interval = bootstrapInterval(sample, mean, { resamples: 300, seed })!;
      if (interval[1] < 1) misses.below++;
      if (interval[0] > 1) misses.above++;
    }
    expect((misses.below + misses.above) / 300).toBeLessThan(0.09);
    expect(misses.below).toBeLessThan(2.5 * misses.above + 5);
  });

  it("takes 200 values of the statistic beside its resamples, however many rows there are", () => {
    let evaluations = 0;
    bootstrapInterval(
      Array.from({ length: 500 }, (_, index) => index % 3),
      (sample) => {
        evaluations++;
        return mean(sample);
      },
      { resamples: 100 },
    );
    expect(evaluations).toBe(100 + 1 + 200);
  });

  it("keeps to the draws where the statistic of all rows is missing", () => {
    // A statistic that wants a repeated row has no value for the rows themselves.
    const ofRepeated = (sample: readonly number[]) => (new Set(sample).size === sample.length ? null : mean(sample));
    const [low, high] = bootstrapInterval([1, 2, 3, 4, 5, 6], ofRepeated)!;
    expect(low).toBeGreaterThanOrEqual(1);
    expect(high).toBeLessThanOrEqual(6);
    expect(low).toBeLessThan(high);
  });

  it("is wider at a higher level", () => {
    const [low, high] = bootstrapInterval(coinFlips, mean)!;
    const [lower, higher] = bootstrapInterval(coinFlips, mean, { level: 0.99 })!;
    expect(lower).toBeLessThan(low);
    expect(higher).toBeGreaterThan(high);
  });

  it("is a point for values without spread or a single row", () => {
    expect(bootstrapInterval([0.3, 0.3, 0.3], (sample) => sample[0]!)).toEqual([0.3, 0.3]);
    expect(bootstrapInterval([2], mean)).toEqual([2, 2]);
  });

  it("takes any statistic over rows, leaving out the draws in which it has no value", () => {
    const rows = [1, 2, 3, 4, 5, 6].map((score) => ({ score, positive: score > 3 }));
    expect(bootstrapInterval(rows, auroc)).toEqual([1, 1]);
  });

  it("is missing when there is nothing to measure", () => {
    expect(bootstrapInterval([], mean)).toBeNull();
    expect(bootstrapInterval([null, null], mean)).toBeNull();
  });

  it("leaves its rows in order", () => {
    const rows = [1, 2, 3];
    bootstrapInterval(rows, mean);
    expect(rows).toEqual([1, 2, 3]);
  });
});

describe("seeded random numbers", () => {
  it("are those of mulberry32", () => {
    expect(seededRandom(1)()).toBe(0.6270739405881613);
  });

  it("are spread evenly over [0, 1)", () => {
    const random = seededRandom(42);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw++) counts[Math.floor(random() * 10)]!++;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });
});
