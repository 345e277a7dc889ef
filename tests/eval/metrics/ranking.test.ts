import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mean } from "../../../eval/metrics/mean.js";
import {
  allGold,
  averagePrecision,
  ndcg,
  type Ranking,
  rankingMetrics,
  recall,
  reciprocalRank,
  type Relevance,
} from "../../../eval/metrics/ranking.js";

const { log2 } = Math;
const relevance: Relevance = new Map([
  ["a", 3],
  ["b", 2],
  ["c", 1],
  ["zero", 0],
  ["minus", -1],
]);

describe("nDCG", () => {
  it("divides the discounted gain by that of the ideal order, gain being the grade itself", () => {
    const ideal = 3 / log2(2) + 2 / log2(3) + 1 / log2(4);
    expect(ndcg(["b", "x", "a"], relevance, 10)).toBeCloseTo((2 / log2(2) + 3 / log2(4)) / ideal, 12);
    expect(ndcg(["a", "b", "c"], relevance, 10)).toBe(1);
    expect(ndcg(["x", "y"], relevance, 10)).toBe(0);
  });

  it("cuts both the ranking and the ideal order at k", () => {
    expect(ndcg(["c", "a"], relevance, 1)).toBeCloseTo(1 / 3, 12);
    expect(ndcg(["a", "x"], relevance, 2)).toBeCloseTo(3 / (3 + 2 / log2(3)), 12);
  });

  it("takes grades of 0 and below as no gain", () => {
    expect(ndcg(["zero", "minus", "a"], relevance, 3)).toBeCloseTo(3 / log2(4) / (3 + 2 / log2(3) + 1 / log2(4)), 12);
  });
});

describe("average precision", () => {
  it("sums the precision at each relevant document and divides by all relevant ones, found or not", () => {
    expect(averagePrecision(["x", "a", "y", "c"], relevance)).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
    expect(averagePrecision(["a", "b", "c"], relevance)).toBe(1);
  });
});

describe("reciprocal rank", () => {
  it("is 1 over the rank of the first relevant document, 0 beyond k", () => {
    expect(reciprocalRank(["x", "zero", "c", "a"], relevance, 10)).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank(["x", "zero", "c", "a"], relevance, 2)).toBe(0);
  });
});

describe("recall", () => {
  it("is the share of the relevant documents among the first k", () => {
    expect(recall(["x", "a", "zero", "b"], relevance, 2)).toBeCloseTo(1 / 3, 12);
    expect(recall(["x", "a", "zero", "b"], relevance, 4)).toBeCloseTo(2 / 3, 12);
  });
});

describe("all gold", () => {
  it("is 1 when every relevant document is among the first k, else 0", () => {
    expect(allGold(["x", "b", "a", "zero", "c"], relevance, 5)).toBe(1);
    expect(allGold(["x", "b", "a", "zero", "c"], relevance, 4)).toBe(0);
    expect(allGold(["a", "b"], relevance, 10)).toBe(0);
  });

  it("is 0 for any ranking when there are more relevant documents than k", () => {
    expect(allGold(["a", "b", "c"], relevance, 2)).toBe(0);
  });

  it("is whether recall is 1", () => {
    const one = new Map([["a", 1]]);
    expect([allGold(["x", "a"], one, 1), recall(["x", "a"], one, 1)]).toEqual([0, 0]);
    expect([allGold(["x", "a"], one, 2), recall(["x", "a"], one, 2)]).toEqual([1, 1]);
  });
});

describe("every ranking metric", () => {
  it("ignores the second appearance of a document, which takes no rank", () => {
    expect(rankingMetrics(["x", "x", "a", "x", "a", "b"], relevance)).toEqual(
      rankingMetrics(["x", "a", "b"], relevance),
    );
  });

  it("is 0 for an empty ranking, and missing for a query without relevant documents", () => {
    expect(new Set(Object.values(rankingMetrics([], relevance)))).toEqual(new Set([0]));
    const nothing = rankingMetrics(["a"], new Map([["a", 0]]));
    expect(new Set(Object.values(nothing))).toEqual(new Set([null]));
  });

  it("is reported under its usual name, as a mean over the queries that have a value", () => {
    const rows = [
      rankingMetrics(["a", "b", "c"], relevance),
      rankingMetrics(["x", "a"], new Map([["a", 1]])),
      rankingMetrics(["a"], new Map()),
    ];
    const meanOf = (name: "map" | "mrr@10" | "recall@1") => mean(rows.map((row) => row[name]));
    expect({ map: meanOf("map"), "mrr@10": meanOf("mrr@10"), "recall@1": meanOf("recall@1") }).toEqual({
      map: (1 + 1 / 2) / 2,
      "mrr@10": (1 + 1 / 2) / 2,
      "recall@1": (1 / 3 + 0) / 2,
    });
    expect(Object.keys(rows[0]!).join(" ")).toBe(
      "ndcg@10 map mrr@10 recall@1 recall@5 recall@10 recall@100 allGold@10",
    );
    expect(mean([null, null])).toBeNull();
    expect(mean([])).toBeNull();
  });
});

describe("a naive version", () => {
  const grade = (id: string, judged: Relevance): number => Math.max(judged.get(id) ?? 0, 0);

  /** Rank by rank, straight from the definition. */
  function gainUpTo(ranking: Ranking, judged: Relevance, k: number): number {
    let gain = 0;
    for (let rank = 1; rank <= k && rank <= ranking.length; rank++)
      gain += grade(ranking[rank - 1]!, judged) / log2(1 + rank);
    return gain;
  }

  /** The best order is looked for among all orders of the judged documents. */
  function naiveNdcg(ranking: Ranking, judged: Relevance, k: number): number {
    return (
      gainUpTo(ranking, judged, k) /
      Math.max(...permutations([...judged.keys()]).map((order) => gainUpTo(order, judged, k)))
    );
  }

  function permutations(ids: string[]): string[][] {
    if (ids.length === 0) return [[]];
    return ids.flatMap((first) => permutations(ids.filter((id) => id !== first)).map((rest) => [first, ...rest]));
  }

  /** Mean, over relevant documents, of the share of relevant ones among everything down to it. */
  function naiveAveragePrecision(ranking: Ranking, judged: Relevance): number {
    const relevant = [...judged.keys()].filter((id) => grade(id, judged) > 0);
    const precisions = relevant.map((id) => {
      const above = ranking.slice(0, ranking.indexOf(id) + 1);
      return above.length === 0 ? 0 : above.filter((other) => relevant.includes(other)).length / above.length;
    });
    return precisions.reduce((sum, precision) => sum + precision, 0) / relevant.length;
  }

  const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const rankings = fc.shuffledSubarray(ids);
  const judgements = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.integer({ min: -1, max: 3 })), {
      selector: ([id]) => id,
      maxLength: 5,
    })
    .map((pairs) => new Map(pairs))
    .filter((judged) => [...judged.values()].some((value) => value > 0));

  it("agrees on nDCG and average precision for any ranking and judgements", () => {
    fc.assert(
      fc.property(rankings, judgements, fc.integer({ min: 1, max: 9 }), (ranking, judged, k) => {
        expect(ndcg(ranking, judged, k)).toBeCloseTo(naiveNdcg(ranking, judged, k), 10);
        expect(averagePrecision(ranking, judged)).toBeCloseTo(naiveAveragePrecision(ranking, judged), 10);
      }),
    );
  });
});
