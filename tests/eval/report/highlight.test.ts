import { describe, expect, it } from "vitest";
import { excerpt, highlight, locateQuote } from "../../../eval/report/highlight.js";

const TEXT = "one two three two";

describe("locating a quotation", () => {
  it("trusts the offset where the quotation stands there, and looks for it elsewhere otherwise", () => {
    expect(locateQuote(TEXT, "two", 14)).toEqual({ start: 14, end: 17 });
    expect(locateQuote(TEXT, "two", 3)).toEqual({ start: 4, end: 7 });
    expect(locateQuote(TEXT, "two")).toEqual({ start: 4, end: 7 });
  });

  it("finds nothing that is not there", () => {
    expect(locateQuote(TEXT, "four", 0)).toBeNull();
    expect(locateQuote(TEXT, "")).toBeNull();
  });
});

describe("highlighting", () => {
  const marked = (...spans: [number, number][]) =>
    highlight(
      TEXT,
      spans.map(([start, end]) => ({ start, end })),
    ).html;

  it("marks spans in any order, overlapping ones as one", () => {
    expect(marked([14, 17], [0, 3])).toBe("<mark>one</mark> two three <mark>two</mark>");
    expect(marked([0, 5], [4, 7])).toBe("<mark>one two</mark> three two");
    expect(marked([0, 7], [4, 5])).toBe("<mark>one two</mark> three two");
  });

  it("leaves a text without spans as it is", () => {
    expect(marked()).toBe(TEXT);
  });
});

describe("an excerpt", () => {
  const words = Array.from({ length: 400 }, (_, i) => `w${i}`).join(" ");
  const spanOf = (word: string) => locateQuote(words, `${word} `)!;

  it("is the whole of a short text", () => {
    expect(excerpt(TEXT, [], 100)).toEqual({ text: TEXT, spans: [] });
  });

  it("begins at the beginning when there is nothing to show, and ends at a word", () => {
    const { text } = excerpt(words, [], 100);
    expect(words.startsWith(text.replace("…", ""))).toBe(true);
    expect(text).toMatch(/^w0 .* …$/);
    expect(text.length).toBeLessThanOrEqual(101);
  });

  it("holds its spans, moved to where they now stand", () => {
    const { text, spans } = excerpt(words, [spanOf("w300"), spanOf("w310")], 200);
    expect(text.startsWith("… w")).toBe(true);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(["w300 ", "w310 "]);
    expect(text.length).toBeLessThan(500);
  });

  it("does not grow past twice its length for a span far away", () => {
    const { text, spans } = excerpt(words, [spanOf("w0"), spanOf("w399".slice(0, 3))], 200);
    expect(text.length).toBeLessThanOrEqual(2 * 200 + 4);
    expect(spans[0]).toEqual({ start: 0, end: 3 });
  });

  it("cuts text without spaces", () => {
    expect(excerpt("x".repeat(1_000), [], 100).text).toBe(`${"x".repeat(100)}…`);
  });
});
