import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inlineCode, splitBlocks, splitSentences } from "../../src/text/sentences.js";
import type { Span } from "../../src/text/span.js";

const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));
/** Prose, fences, lists, code and noise, so that the rules meet each other. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "\n\n",
        " ",
        "```",
        "\n```js\n",
        "\n~~~\n",
        "`",
        "`a. B`",
        ". ",
        "? ",
        "! ",
        "e.g. ",
        "Dr. ",
      ),
      fc.constantFrom("1. ", "- ", "The end", "lower", "Upper", "U.S. ", "[1]", "。", "\r\n", "\u2028", "\u00a0", "😀"),
      fc.string({ unit: "binary", maxLength: 20 }),
      codeUnits,
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

const sentencesOf = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));

function expectExactCover(text: string, spans: Span[]): void {
  let from = 0;
  for (const { start, end } of spans) {
    expect(start).toBeGreaterThanOrEqual(from);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(from, start).trim()).toBe("");
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    from = end;
  }
  expect(text.slice(from).trim()).toBe("");
}

describe("sentences of any text", () => {
  it("stand in order, without overlap, trimmed, and leave out white space only", () => {
    fc.assert(
      fc.property(anyText, (text) => expectExactCover(text, splitSentences(text))),
      { numRuns: 500 },
    );
  });

  it("lie each within one block, and blocks cover the text too", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const blocks = splitBlocks(text);
        expectExactCover(text, blocks);
        for (const { start, end } of splitSentences(text)) {
          expect(blocks.some((block) => block.start <= start && end <= block.end)).toBe(true);
        }
      }),
    );
  });

  it("hold on lines too long to segment at once, without a cut inside a character", () => {
    const unit = fc.constantFrom("word ", "Word. ", "😀", "x".repeat(500), "Really? ");
    fc.assert(
      fc.property(fc.array(unit, { minLength: 100, maxLength: 400 }), (units) => {
        const text = units.join("").repeat(3);
        expectExactCover(text, splitSentences(text));
        for (const sentence of sentencesOf(text)) expect(() => encodeURIComponent(sentence)).not.toThrow();
      }),
      { numRuns: 20 },
    );
  });
});

describe("splitSentences", () => {
  it.each([
    ["plain sentences", "It rains. Does it? Yes!", ["It rains.", "Does it?", "Yes!"]],
    ["a title", "Dr. Smith met Mrs. Jones. They spoke.", ["Dr. Smith met Mrs. Jones.", "They spoke."]],
    ["initials", "J. R. R. Tolkien wrote it. It sold.", ["J. R. R. Tolkien wrote it.", "It sold."]],
    ["e.g.", "Use a tool, e.g. Make. It works.", ["Use a tool, e.g. Make.", "It works."]],
    ["etc. at an end", "Cats, dogs, etc. They sleep.", ["Cats, dogs, etc.", "They sleep."]],
    ["etc. in the middle", "Cats, dogs, etc. Many sleep.", ["Cats, dogs, etc. Many sleep."]],
    ["a lower-case continuation", "Yahoo! is old. So am I.", ["Yahoo! is old.", "So am I."]],
    ["decimals", "Pi is 3.14 or so. It is.", ["Pi is 3.14 or so.", "It is."]],
    ["inline code", "Call `a. B` twice. Then stop.", ["Call `a. B` twice.", "Then stop."]],
    ["a list marker", "1. First of all. Then more.", ["1. First of all.", "Then more."]],
    ["lines", "A heading\nA line", ["A heading", "A line"]],
  ])("splits %s", (_, text, expected) => {
    expect(sentencesOf(text)).toEqual(expected);
  });

  it("keeps a fenced code block whole, and one that never closes runs to the end", () => {
    expect(sentencesOf("Run:\n```sh\na. B. C\n\nd\n```\nDone.")).toEqual(["Run:", "```sh\na. B. C\n\nd\n```", "Done."]);
    expect(sentencesOf("Run:\n~~~\na. B.\n```\nC.\n")).toEqual(["Run:", "~~~\na. B.\n```\nC."]);
  });

  it("gives nothing for an empty or blank text", () => {
    expect([splitSentences(""), splitSentences(" \n\t\n")]).toEqual([[], []]);
  });
});

describe("splitBlocks", () => {
  it("tells code, list items and lines apart", () => {
    const text = "Line\n- item\n2) item\n```\ncode\n```";
    expect(splitBlocks(text).map((block) => block.kind)).toEqual(["line", "list-item", "list-item", "code"]);
  });
});

describe("inlineCode", () => {
  it("finds spans between matching runs of backticks", () => {
    const text = "a `b` ``c ` d`` `open";
    expect(inlineCode(text).map(({ start, end }) => text.slice(start, end))).toEqual(["`b`", "``c ` d``"]);
  });
});
