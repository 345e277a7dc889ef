import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeOffset, trimSpan } from "../../src/text/span.js";

const anyText = fc.string({ unit: "binary", maxLength: 60 });

describe("trimSpan", () => {
  it("takes white space off both ends and leaves it inside", () => {
    expect(trimSpan(" \t a b\u00a0\n", { start: 0, end: 8 })).toEqual({ start: 3, end: 6 });
  });

  it("gives null for white space alone and for an empty span", () => {
    expect(trimSpan(" \n ", { start: 0, end: 3 })).toBeNull();
    expect(trimSpan("abc", { start: 1, end: 1 })).toBeNull();
  });

  it("cuts what String.prototype.trim cuts, in any part of any text", () => {
    fc.assert(
      fc.property(anyText, fc.nat(60), fc.nat(60), (text, a, b) => {
        const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        const span = trimSpan(text, { start, end });
        expect(span ? text.slice(span.start, span.end) : "").toBe(text.slice(start, end).trim());
      }),
    );
  });
});

describe("safeOffset", () => {
  it("steps back from the middle of a surrogate pair only", () => {
    expect([0, 1, 2, 3, 4].map((offset) => safeOffset("a😀b", offset))).toEqual([0, 1, 1, 3, 4]);
  });

  it("leaves lone surrogates alone", () => {
    expect(safeOffset("a\udc00", 1)).toBe(1);
    expect(safeOffset("\ud800a", 1)).toBe(1);
  });

  it("cuts well-formed text into well-formed parts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(40), (text, wanted) => {
        const offset = safeOffset(text, Math.min(wanted, text.length));
        expect(() => [text.slice(0, offset), text.slice(offset)].map(encodeURIComponent)).not.toThrow();
      }),
    );
  });
});
