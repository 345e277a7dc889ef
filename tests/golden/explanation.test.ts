import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Models, openModels } from "../../src/compose.js";
import { formatExplanation } from "../../src/commands/format-explanation.js";
import type { SearchExplanation } from "../../src/domain/explanation.js";
import { createExplainSearch } from "../../src/explain-search.js";
import { PROFILES } from "../../src/profiles.js";
import { aPlan } from "../doubles/evidence.js";
import { indexGuidePassages } from "./guide-passages.js";

let models: Models;
let search: SearchExplanation;

beforeAll(async () => {
  models = await openModels();
  const index = await indexGuidePassages(models.embedder);
  const explain = createExplainSearch({ ...models, index }, PROFILES.balanced);
  ({ search } = await explain(aPlan("What does the k1 parameter control?"), new AbortController().signal));
});
afterAll(() => models.close());

describe("the explanation of a search in the guide", () => {
  it("shows the section on k1 first everywhere, by its name above all", () => {
    const [first] = search.passages;
    expect(first).toMatchObject({
      passage: { headingPath: ["How BM25 scores a document", "What k1 controls"] },
      ...{ bm25: { rank: 1, normalised: 1 }, dense: { rank: 1, normalised: 1 }, fused: { rank: 1, score: 1 } },
      ...{ ranked: { rank: 1 }, finalRank: 1, departure: null },
    });
    const shares = first!.bm25!.terms;
    expect(shares.map(({ term }) => term)).toEqual(["k1", "paramet", "control"]);
    expect(Math.max(...shares.map(({ score }) => score))).toBe(shares[0]!.score);
    expect(first!.crossEncoder!.normalised).toBe(1);
  });

  it("shows the section on b second, without the term k1", () => {
    const second = search.passages[1]!;
    expect(second.passage.headingPath.at(-1)).toBe("What b controls");
    expect(second.bm25!.terms[0]).toEqual({ term: "k1", score: 0 });
  });

  it("drops more of the article on BM25 than its cap allows", () => {
    const reasons = search.passages.map(({ departure }) => departure?.reason);
    expect(reasons.filter((reason) => reason === undefined)).toHaveLength(
      Math.min(PROFILES.balanced.ranking.maxEvidence, 3 * 3),
    );
    expect(reasons).toContain("over-document-cap");
  });

  it("prints all of it", () => {
    const text = formatExplanation(search, 1);
    expect(text).toMatch(/BM25 {3}#1, [\d.]+ = k1 [\d.]+ \+ paramet [\d.]+ \+ control [\d.]+/);
    expect(text).toMatch(/fused {2}#1, 1\.000 = 0\.45 x 1\.000 \+ 0\.55 x 1\.000/);
    expect(text).toMatch(/cross-encoder {2}#1, [\d.]+ = 0\.40 x [\d.]+ \+ 0\.60 x 1\.000 \(logit [\d.]+\)/);
    expect(text).toContain("its document already has 3 better passages");
  });
});
