import { describe, expect, it } from "vitest";
import { auroc } from "../../../eval/metrics/classification.js";
import { seededRandom } from "../../../eval/statistics/random.js";
import {
  binary,
  claimRatio,
  graded,
  type Population,
  scoredClaims,
} from "../../../eval/statistics/simulated-populations.js";

const populations: Population[] = [
  binary([[1, 0.4], [0.6, 0.4], [0.3, 0.2]]), // prettier-ignore
  graded(),
  graded({ missing: 0.2 }),
  claimRatio(),
  scoredClaims(0.7),
];

describe.each(populations.map((population) => [population.name, population] as const))(
  "population: %s",
  (_, population) => {
    it("has its stated truth in a large sample", () => {
      const random = seededRandom(17);
      const rows = Array.from({ length: 40_000 }, () => population.drawQuestion(random)());
      expect(Math.abs(population.statistic(rows)! - population.truth)).toBeLessThan(0.01);
    });
  },
);

describe("the simulated AUROC", () => {
  it("is that of the classification metrics", () => {
    const population = scoredClaims(0.6);
    const random = seededRandom(3);
    for (const size of [5, 40, 200]) {
      const rows = Array.from({ length: size }, () => population.drawQuestion(random)());
      expect(population.statistic(rows)).toBeCloseTo(auroc(rows)!, 12);
    }
    expect(population.statistic([{ positive: true, score: 3 }])).toBeNull();
  });
});
