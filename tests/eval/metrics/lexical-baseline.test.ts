import { describe, expect, it } from "vitest";
import { lexicalSupport } from "../../../eval/metrics/lexical-baseline.js";

describe("lexical support", () => {
  it("is the share of the claim's distinct content words, stemmed, found anywhere in the evidence", () => {
    // cat, slept, sleep, sofa, 1999: the first three are there.
    expect(lexicalSupport("The cats slept? Cats sleep on a sofa in 1999.", ["A cat.", "It was sleeping, slept."])).toBe(
      3 / 5,
    );
    expect(lexicalSupport("Rome is old", ["How old is Rome?"])).toBe(1);
    expect(lexicalSupport("Rome is old", ["Paris"])).toBe(0);
  });

  it("is 0 without evidence and for a claim without content words", () => {
    expect(lexicalSupport("Rome is old", [])).toBe(0);
    expect(lexicalSupport("It is.", ["It is."])).toBe(0);
  });
});
