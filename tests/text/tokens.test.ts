import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentWords, stem, terms, tokenize, words } from "../../src/text/tokens.js";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
);

describe("tokens", () => {
  it("stand at the offsets of the text itself, whatever folding does to the word", () => {
    const text = "Café ﬁne: naïve 😀 Ünïcode-2";
    expect(tokenize(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ["cafe", "Café"],
      ["fine", "ﬁne"],
      ["naive", "naïve"],
      ["unicode", "Ünïcode"],
      ["2", "2"],
    ]);
  });

  it("are every run of letters and digits of any text, and nothing else", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(text.slice(end, token.start)).not.toMatch(/[\p{L}\p{N}]/u);
          expect(text.slice(token.start, token.end)).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*$/u);
          end = token.end;
        }
        expect(text.slice(end)).not.toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });

  it("carry the same words that words() gives", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tokenize(text).map((token) => token.word)).toEqual(words(text));
      }),
    );
  });

  it("do not depend on the case of plain letters", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z .-]{0,40}$/), (text) => {
        expect(words(text.toUpperCase())).toEqual(words(text));
      }),
    );
  });
});

describe("terms", () => {
  it("are stemmed, in order, with repeats and without stop words", () => {
    expect(terms("The runner was running, and the runners ran: running!")).toEqual([
      "runner",
      "run",
      "runner",
      "ran",
      "run",
    ]);
  });

  it("are the stems of the content words of any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(terms(text)).toEqual(contentWords(text).map(stem));
      }),
    );
  });

  it("of a text of stop words alone are none", () => {
    expect(terms("What is it to be or not to be?")).toEqual([]);
  });
});

describe("stem", () => {
  it.each([
    ["relational", "relat"],
    ["hopping", "hop"],
    ["ponies", "poni"],
    ["bm25", "bm25"],
    ["größe", "größe"],
    ["東京", "東京"],
  ])("of %s is %s", (word, expected) => {
    expect(stem(word)).toBe(expected);
  });
});
