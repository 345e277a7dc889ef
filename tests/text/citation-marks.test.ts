import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCitationMarks, findCitationMarks, removeCitationMarks } from "../../src/text/citation-marks.js";

const numbersOf = (text: string): number[] => findCitationMarks(text).map((mark) => mark.number);
const numbers = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 5 });
/** A sentence of words, as extraction gives them: single spaces, perhaps closing punctuation. */
const sentence = fc
  .tuple(
    fc.array(fc.stringMatching(/^[\p{L}\p{N},;:'-]{0,8}[\p{L}\p{N}]$/u), { minLength: 1, maxLength: 8 }),
    fc.constantFrom("", ".", "!", "?", "?!", "..."),
  )
  .map(([words, ending]) => words.join(" ") + ending);

describe("findCitationMarks", () => {
  it("gives the number and the exact place of each mark", () => {
    expect(findCitationMarks("Big [1][23]. Old [4].")).toEqual([
      { number: 1, start: 4, end: 7 },
      { number: 23, start: 7, end: 11 },
      { number: 4, start: 17, end: 20 },
    ]);
  });

  it.each([
    ["an index", "Take rows[0] first."],
    ["a row of indexes", "Take a[1][2] first."],
    ["an index after a call", "Take f()[1] first."],
    ["an index after a string", `Take "abc"[1] first.`],
    ["inline code", "Take `x [1] y` first."],
    ["a fenced block", "Run:\n```\nx = [1]\n```"],
    ["a fenced block that never closes", "Run:\n~~~\nx = [1]\n"],
    ["words in brackets", "See [a] and [1a] and []."],
    ["a number too long", "See [12345]."],
  ])("passes over %s", (_, text) => {
    expect(findCitationMarks(text)).toEqual([]);
  });

  it("finds a mark beside code", () => {
    expect(numbersOf("Use `a[0]` here [3].")).toEqual([3]);
    expect(numbersOf("```\nx [1]\n```\n[2]")).toEqual([2]);
  });

  it("gives, for any text, marks in order that slice to their number in brackets", () => {
    const part = fc.oneof(
      fc.constantFrom("[1]", "[22]", "`", "```\n", "\n", " ", "a", "["),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        let from = 0;
        for (const { number, start, end } of findCitationMarks(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(text.slice(start, end)).toMatch(/^\[\d{1,4}\]$/);
          expect(Number(text.slice(start + 1, end - 1))).toBe(number);
          from = end;
        }
      }),
    );
  });
});

describe("addCitationMarks", () => {
  it.each([
    ["before the closing punctuation", "Paris is large.", "Paris is large [1][2]."],
    ["before all of it", "Is it?!", "Is it [1][2]?!"],
    ["at the end where there is none", "Paris", "Paris [1][2]"],
    ["below a code block", "```\nrun.\n```", "```\nrun.\n```\n[1][2]"],
  ])("puts marks %s", (_, text, expected) => {
    expect(addCitationMarks(text, [1, 2])).toBe(expected);
  });

  it("leaves a sentence without citations as it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(addCitationMarks(text, [])).toBe(text);
      }),
    );
  });
});

describe("marks that were added", () => {
  it("are found again, each in its order", () => {
    fc.assert(
      fc.property(sentence, numbers, (text, cited) => {
        expect(numbersOf(addCitationMarks(text, cited))).toEqual(cited);
      }),
    );
  });

  it("are removed without a trace", () => {
    fc.assert(
      fc.property(sentence, numbers, (text, cited) => {
        expect(removeCitationMarks(addCitationMarks(text, cited))).toBe(text);
      }),
    );
  });

  it("are removed from below a code block without a trace", () => {
    const code = "```js\nrows[0] = [1];\n```";
    expect(removeCitationMarks(addCitationMarks(code, [7, 8]))).toBe(code);
  });
});

describe("removeCitationMarks", () => {
  it("leaves indexes and code as they are", () => {
    const text = "Take rows[0], a[1][2] and `x [3]`.";
    expect(removeCitationMarks(text)).toBe(text);
  });

  it("leaves nothing of a mark in any text of words and marks", () => {
    const word = fc.constantFrom("Word", "two words.", "[1]", "[2][3]", "end.");
    fc.assert(
      fc.property(fc.array(word), (parts) => {
        const kept = parts.filter((part) => !part.startsWith("["));
        expect(removeCitationMarks(parts.join(" ")).trim()).toBe(kept.join(" "));
      }),
    );
  });
});
