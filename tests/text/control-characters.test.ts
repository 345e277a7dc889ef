import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removeControlCharacters } from "../../src/text/control-characters.js";

describe("removeControlCharacters", () => {
  it("removes what steers a terminal and keeps what shapes a text", () => {
    expect(removeControlCharacters("a\u001b[31mb\u0000\tc\nd")).toBe("a[31mb\tc\nd");
  });

  it("turns every kind of line ending into a newline", () => {
    expect(removeControlCharacters("a\r\nb\rc")).toBe("a\nb\nc");
  });

  it("removes characters that reverse a line, and half surrogate pairs, but not emoji or accents", () => {
    expect(removeControlCharacters("a\u202Eb\uD800c é 👍🏽")).toBe("abc é 👍🏽");
  });

  it("leaves text that any encoder can write, and does nothing to its own result", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = removeControlCharacters(text);
        expect(Buffer.from(clean, "utf8").toString("utf8")).toBe(clean);
        expect(removeControlCharacters(clean)).toBe(clean);
      }),
    );
  });
});
