import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCitationMarks, findCitationMarks, removeCitationMarks } from "../../src/text/citation-marks.js";
import { identifiers } from "../../src/text/identifiers.js";
import { findOtherMarks, normaliseMarks } from "../../src/text/normalise-marks.js";
import { inlineCode } from "../../src/text/sentences.js";
import { finish } from "../../src/text/steps.js";
import { numbersInSteps } from "../../src/text/number-mentions.js";

/** Long enough that time growing with its square would not end. */
const LONG = 500_000;

describe("a text that nobody wrote", () => {
  it("of one endless word has no identifiers", () => {
    expect(identifiers("a".repeat(LONG))).toEqual([]);
    expect(identifiers("1".repeat(LONG))).toEqual([]);
  });

  it("of white space is read to its end", () => {
    const blank = " ".repeat(LONG);
    expect(removeCitationMarks(`a${blank}b [1]`)).toBe(`a${blank}b`);
    expect(addCitationMarks(`a${blank}b.`, [1])).toBe(`a${blank}b [1].`);
    expect(addCitationMarks(`a${blank}.`, [1])).toBe(`a [1]${blank}.`);
    expect(addCitationMarks(`${"\n".repeat(LONG)}a`, [1])).toBe(`${"\n".repeat(LONG)}a [1]`);
  });

  it("of backticks and marks is read to its end", () => {
    const ticks = Array.from({ length: 1_000 }, (_, i) => `${"`".repeat(i + 1)} a`).join(" ");
    expect(inlineCode(ticks)).toEqual([]);
    expect(findCitationMarks("[1]".repeat(LONG / 10))).toHaveLength(LONG / 10);
  });

  it.each([
    `[source${" ".repeat(LONG)}`,
    "a".repeat(LONG),
    ".".repeat(LONG),
    "[1](#".repeat(LONG / 5),
    "(1 ".repeat(LONG / 3),
  ])("of what only begins a mark keeps its wording", (text) => {
    expect(normaliseMarks(text)).toBe(text);
    expect(findOtherMarks(text)).toEqual([]);
  });
});

describe("inlineCode", () => {
  it("pairs backticks as the expression does that describes them", () => {
    const described = (text: string) =>
      Array.from(text.matchAll(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g), ({ 0: whole, index }) => ({
        start: index,
        end: index + whole.length,
      }));
    const piece = fc.constantFrom("`", "``", "```", "a", " ", "\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(inlineCode(pieces.join(""))).toEqual(described(pieces.join("")));
      }),
      { numRuns: 500 },
    );
  });
});

describe("steps", () => {
  it("come often in a long text, and give together what one go gives", () => {
    const steps = numbersInSteps("7 pages, ".repeat(1_000));
    let count = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    expect(count).toBeGreaterThan(5);
    expect(step.value).toEqual(finish(numbersInSteps("7 pages, ".repeat(1_000))));
  });
});
