import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitAnswer } from "../../../src/validation/claims/split-answer.js";

const parts = (text: string): string[] => splitAnswer(text).map(({ start, end }) => text.slice(start, end));

describe("the sentences of an answer", () => {
  it.each([
    ["before the full stop", "It rose [1]. It fell [2][3].", ["It rose [1].", "It fell [2][3]."]],
    ["after the full stop", "It rose. [1] It fell. [2][3]", ["It rose. [1]", "It fell. [2][3]"]],
    ["inside", "It rose [1] and then fell [2].", ["It rose [1] and then fell [2]."]],
    ["in a list", "Two ways:\n- It rose [1].\n- It fell [2].", ["Two ways:", "- It rose [1].", "- It fell [2]."]],
    [
      "in a table row",
      "year: 1889; height: 330 m [1]\nyear: 1900; height: 312 m [2]",
      ["year: 1889; height: 330 m [1]", "year: 1900; height: 312 m [2]"],
    ],
    ["below code", "```\nrows[0]\n```\n[1]\nIt rose [2].", ["```\nrows[0]\n```\n[1]", "It rose [2]."]],
    ["nowhere", "It rose. Dr. Who fell.", ["It rose.", "Dr. Who fell."]],
  ])("have their marks with them: %s", (_where, text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  it("survive any text: in order, apart, and nothing but blanks left out", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("It rose. ", "[1]", "[2][3]", "\n", "```\n", "- a ", ". "),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("");
        let from = 0;
        for (const { start, end } of splitAnswer(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(
            text
              .slice(from, start)
              .replace(/(?:\[\d+\])+/g, "")
              .trim(),
          ).toBe("");
          from = end;
        }
        expect(
          text
            .slice(from)
            .replace(/(?:\[\d+\])+/g, "")
            .trim(),
        ).toBe("");
      }),
    );
  });
});
