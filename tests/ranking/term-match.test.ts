import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blend, createTermMatcher, matchTerms } from "../../src/ranking/term-match.js";
import { aCandidate, aPassage } from "../doubles/evidence.js";

/** Every word is worth 2, but "filter" 6; nobody knows "zyx". */
const index = {
  wordRarity: async (words: string[]) =>
    words.map((word) => (word === "zyx" ? null : word.startsWith("filter") ? 6 : 2)),
};
const weights = { coverageWeight: 0.1, phraseWeight: 0.2, exactWeight: 0.3 };

async function match(question: string, text: string, rest: { title?: string; headingPath?: string[] } = {}) {
  return (await createTermMatcher(question, index))(aPassage(text, rest));
}

describe("how a passage holds a question's words", () => {
  it("is the share of them it has, by rarity, title and headings included", async () => {
    expect((await match("filters slow graph", "A filter only.")).coverage).toBeCloseTo(6 / (6 + 2 + 2), 9);
    expect((await match("filters slow graph", "Slow.", { title: "Graph", headingPath: ["Filters"] })).coverage).toBe(1);
  });

  it("is the share of neighbours that stand side by side, in order, stop words aside", async () => {
    expect((await match("slow graph filters", "The slow of the graph.")).phrase).toBeCloseTo(1 / 2, 9);
    expect((await match("slow graph", "A graph is slow.")).phrase).toBe(0);
    // Not from the end of the title to the beginning of the text.
    expect((await match("slow graph", "Graph.", { title: "Slow" })).phrase).toBe(0);
  });

  it("leaves out words that no document holds", async () => {
    expect((await match("zyx graph", "A graph.")).coverage).toBe(1);
    expect(await match("zyx", "A graph.")).toEqual({ coverage: null, phrase: null, exact: null });
  });

  it("is told to the letter for identifiers", async () => {
    expect((await match("what is max_size", "max_size is 3")).exact).toBe(1);
    expect((await match("what is max_size", "the size is at most 3")).exact).toBe(0);
  });
});

describe("the blended score", () => {
  it("gives the weight of missing signals to the fused score", () => {
    expect(blend(0.5, { coverage: null, phrase: null, exact: null }, weights)).toBe(0.5);
    expect(blend(0.5, { coverage: 1, phrase: 0, exact: null }, weights)).toBeCloseTo(0.1 + 0.7 * 0.5, 9);
    expect(blend(0.5, { coverage: 1, phrase: 1, exact: 1 }, weights)).toBeCloseTo(0.1 + 0.2 + 0.3 + 0.4 * 0.5, 9);
  });

  it("stays within 0 and 1 and rises with every signal", () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.record({ coverage: share, phrase: share, exact: share }),
        (fused, signals) => {
          const score = blend(fused, signals, weights);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
          if (signals.phrase !== null)
            expect(blend(fused, { ...signals, phrase: 1 }, weights)).toBeGreaterThanOrEqual(score);
        },
      ),
    );
  });

  it("puts the passage with the identifier before one that the arms liked better", async () => {
    const candidates = [aCandidate("Sizes are limited.", 0.9), aCandidate("max_size limits it.", 0.6, { ordinal: 1 })];
    const [first] = await matchTerms("What is max_size?", candidates, index, weights);
    expect(first!.passage.text).toBe("max_size limits it.");
    expect(await matchTerms("What?", [], index, weights)).toEqual([]);
  });
});
