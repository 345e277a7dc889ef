import { expect, it } from "vitest";
import type { Figures } from "../../../../scripts/bench/compare/measure.js";
import { orderOf, spread, summarize } from "../../../../scripts/bench/compare/summarize.js";

it("takes median, least and most", () => {
  expect(spread([3, 1, 8])).toEqual({ median: 3, min: 1, max: 8 });
  expect(spread([4, 1])).toEqual({ median: (1 + 4) / 2, min: 1, max: 4 });
  expect(spread([7])).toEqual({ median: 7, min: 7, max: 7 });
});

it("summarizes each figure over the rounds that have it", () => {
  const rounds: Figures[] = [{ "lexical.p50": 2, "start.ms": 9 }, { "lexical.p50": 6 }, { "lexical.p50": 4 }];
  expect(summarize(rounds)).toEqual({
    "lexical.p50": { median: 4, min: 2, max: 6 },
    "start.ms": { median: 9, min: 9, max: 9 },
  });
  expect(summarize([])).toEqual({});
});

it("alternates the order of the engines", () => {
  expect([0, 1, 2].map((round) => orderOf(["a", "b", "c"], round).join(""))).toEqual(["abc", "cba", "abc"]);
});
