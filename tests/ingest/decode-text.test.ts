import { describe, expect, it } from "vitest";
import { decodeText } from "../../src/ingest/decode-text.js";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
const refused = (code: string) => expect.objectContaining({ code }) as Error;

describe("decodeText", () => {
  it("removes byte order marks and reads UTF-16", () => {
    expect(decodeText(bytes([0xef, 0xbb, 0xbf], "é"), "a.txt")).toBe("é");
    expect(decodeText(bytes([0xff, 0xfe, 0xe9, 0x00]), "a.txt")).toBe("é");
    expect(decodeText(bytes([0xfe, 0xff, 0x00, 0xe9]), "a.txt")).toBe("é");
  });

  it("goes on over a few broken bytes", () => {
    expect(decodeText(bytes("A long enough text ", [0xff], " with a broken byte"), "a.md")).toBe(
      "A long enough text \ufffd with a broken byte",
    );
  });

  it("reads Windows-1252 where the bytes are letters of words in it", () => {
    const french = [
      "The caf",
      [0xe9],
      " by the river serves a cr",
      [0xe8],
      "me br",
      [0xfb],
      "l",
      [0xe9],
      "e to all guests.",
    ];
    expect(decodeText(bytes(...french), "a.txt")).toBe("The café by the river serves a crème brûlée to all guests.");
    expect(decodeText(bytes("Café, naïve, and one bro", [0xff], "ken byte."), "a.txt")).toContain("bro\ufffdken");
  });

  it("reads quotation marks, dashes and the euro sign of Windows-1252", () => {
    const text = ["It", [0x92], "s ", [0x93], "quoted", [0x94], " at 3", [0x80], " ", [0x96], " see caf", [0xe9], "s"];
    const rest = " of the town, none of which is dear, and most of which are open all night long.";
    expect(decodeText(bytes(...text, rest), "a.txt")).toBe(`It’s “quoted” at 3€ – see cafés${rest}`);
    expect(decodeText(bytes('<meta charset="latin1">It', [0x92], "s"), "a.html")).toMatch(/It’s$/);
  });

  it("reads UTF-16 without a byte order mark", () => {
    const text = "A line of letters, “quoted”.\n";
    const littleEndian = Buffer.from(text, "utf16le");
    expect(decodeText(littleEndian, "a.txt")).toBe(text);
    expect(decodeText(Buffer.from(littleEndian).swap16(), "a.txt")).toBe(text);
    expect(() => decodeText(new Uint8Array(100), "a.txt")).toThrowError(refused("FILE_BINARY"));
  });

  it("believes a page that declares another charset, where UTF-8 fails", () => {
    expect(decodeText(bytes('<meta charset="iso-8859-1"><p>caf', [0xe9]), "a.html")).toMatch(/café$/);
    expect(decodeText(bytes('<meta charset="iso-8859-1"><p>café'), "a.html")).toMatch(/café$/);
  });

  it("refuses what is no text", () => {
    const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00];
    expect(() => decodeText(bytes(png), "a.md")).toThrowError(refused("FILE_BINARY"));
    expect(() => decodeText(bytes(Array<number>(50).fill(0xd9)), "a.md")).toThrowError(refused("FILE_BINARY"));
    expect(() => decodeText(bytes("ab", Array<number>(50).fill(7)), "a.md")).toThrowError(refused("FILE_BINARY"));
  });

  it("refuses an empty file", () => {
    expect(() => decodeText(bytes([0xef, 0xbb, 0xbf], " \n"), "a.md")).toThrowError(refused("FILE_EMPTY"));
  });
});
