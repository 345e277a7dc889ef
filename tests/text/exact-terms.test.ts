import { describe, expect, it } from "vitest";
import { exactShare, exactTerms } from "../../src/text/exact-terms.js";

describe("what a question asks for to the letter", () => {
  it("is its identifiers and what stands in double quotes", () => {
    expect(exactTerms('What does "at least once" mean for FST_ERR_X?')).toEqual({
      identifiers: ["fst_err_x"],
      phrases: ["at least once"],
    });
    expect(exactTerms("Was heißt „genau einmal“?").phrases).toEqual(["genau einmal"]);
  });

  it("is nothing in most questions", () => {
    const exact = exactTerms("How do filters work in the user's graph?");
    expect(exact).toEqual({ identifiers: [], phrases: [] });
    expect(exactShare(exact, "anything")).toBeNull();
  });
});

describe("the share of it that a text holds", () => {
  it.each([
    ["RFC 9309", "as RFC-9309 says", 1],
    ["bodyLimit", "the option bodylimit", 1],
    ["FST_ERR_A and FST_ERR_B", "throws FST_ERR_B", 0.5],
    ['"exactly once"', "Exactly, once more", 1],
    ['"exactly once"', "once exactly", 0],
    ['"exact"', "exactly", 0],
  ])("for %j in %j is %d", (question, text, share) => {
    expect(exactShare(exactTerms(question), text)).toBe(share);
  });
});
