import { describe, expect, it } from "vitest";
import { capPerSource, selectDiverse } from "../../../scripts/study/diversity.js";

describe("selectDiverse", () => {
  const scores = new Map([
    [0, 0.9],
    [1, 0.85],
    [2, 0.5],
  ]);
  // 1 says what 0 says; 2 says something else.
  const similarity = (a: number, b: number): number => (a + b === 1 ? 1 : 0);

  it("puts what repeats the first behind what does not", () => {
    // 1: .6 * .85 - .4 * 1 = .11; 2: .6 * .5 - 0 = .3
    expect(selectDiverse(scores, similarity, 0.6)).toEqual([0, 2, 1]);
  });

  it("keeps the order while relevance outweighs the repetition", () => {
    // 1: .9 * .85 - .1 * 1 = .665; 2: .9 * .5 - 0 = .45
    expect(selectDiverse(scores, similarity, 0.9)).toEqual([0, 1, 2]);
  });

  it("is the order of the scores at lambda 1", () => {
    expect(selectDiverse(scores, similarity, 1)).toEqual([0, 1, 2]);
  });

  it("compares with the most similar of all before, not with the last", () => {
    const three = new Map([...scores, [3, 0.45]]);
    expect(selectDiverse(three, similarity, 0.6)).toEqual([0, 2, 3, 1]);
  });
});

describe("capPerSource", () => {
  it("leaves out what goes beyond the cap of one source, in order", () => {
    const source = (position: number): string => "aabab"[position]!;
    expect(capPerSource([4, 0, 3, 1, 2], source, 2)).toEqual([4, 0, 3, 2]);
    expect(capPerSource([4, 0, 3, 1, 2], source, 1)).toEqual([4, 0]);
  });
});
