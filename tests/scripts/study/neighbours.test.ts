import { describe, expect, it } from "vitest";
import { blendNeighbours } from "../../../scripts/study/neighbours.js";

const mean = (scores: number[]): number => scores.reduce((sum, score) => sum + score, 0) / scores.length;
const best = (scores: number[]): number => Math.max(...scores);

describe("blendNeighbours", () => {
  const scores = new Map([
    [0, 0.8],
    [1, 0.4],
    [3, 0.6],
  ]);

  it("gives a chunk a share of the chunks before and after; what was not found counts 0", () => {
    const blended = blendNeighbours(scores, ["a", "a", "a", "b"], mean, 0.5);
    expect(blended.get(0)).toBeCloseTo(0.5 * 0.8 + 0.5 * 0.4);
    expect(blended.get(1)).toBeCloseTo(0.5 * 0.4 + 0.5 * ((0.8 + 0) / 2));
  });

  it("does not reach over the end of a source, and leaves what has no neighbours as it is", () => {
    expect(blendNeighbours(scores, ["a", "b", "c", "c"], best, 0.5).get(0)).toBe(0.8);
    expect(blendNeighbours(scores, ["a", "b", "c", "c"], best, 0.5).get(3)).toBeCloseTo(0.5 * 0.6 + 0);
  });

  it("changes nothing with no weight", () => {
    expect(blendNeighbours(scores, ["a", "a", "a", "a"], mean, 0)).toEqual(scores);
  });
});
