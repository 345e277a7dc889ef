import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextQueries } from "../../src/understanding/next-queries.js";

const manuscript = {
  title: "Flute Sonata in C major",
  text: "The sonata is in four movements. The manuscript is in the hand of Carl Philipp Emanuel Bach, a German musician.",
};
const question = "The manuscript of the Flute Sonata is in the hand of a German musician whose godfather is whom?";

describe("the queries of a second round", () => {
  it("join a name that was found with the words that were not", () => {
    expect(nextQueries(question, [manuscript], 2)).toEqual(["Carl Philipp Emanuel Bach godfather"]);
  });

  it("ask first for the names of the question that nothing holds", () => {
    const found = [{ title: "Circus Diablo", text: "Circus Diablo was an American rock band." }];
    expect(nextQueries("Which band was formed first, Circus Diablo or The Exies?", found, 1)).toEqual(["Exies"]);
  });

  it("are none when the best passages hold every telling word, or when there are none", () => {
    expect(
      nextQueries(
        "Who wrote the manuscript of the sonata in four movements?",
        [{ ...manuscript, text: `${manuscript.text} He wrote it in 1736.` }],
        2,
      ),
    ).toEqual([]);
    expect(nextQueries(question, [], 2)).toEqual([]);
  });

  it("are no more than wanted, none empty and none twice, whatever is asked and found", () => {
    const text = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: "binary", maxLength: 60 }));
    const passages = fc.array(fc.record({ title: text, text }), { maxLength: 4 });
    fc.assert(
      fc.property(text, passages, fc.integer({ min: 0, max: 3 }), (asked, found, limit) => {
        const queries = nextQueries(asked, found, limit);
        expect(queries.length).toBeLessThanOrEqual(limit);
        expect(new Set(queries).size).toBe(queries.length);
        expect(queries.every((query) => query.trim() !== "")).toBe(true);
      }),
    );
  });
});
