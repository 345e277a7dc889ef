import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairMojibake } from "../../../eval/cleaning/mojibake.js";
import { normaliseText } from "../../../eval/cleaning/normalise.js";
import { clean } from "./cleaning-fixtures.js";

describe("normalised text", () => {
  it.each([
    ["composes letters", "re\u0301sume\u0301", "r\u00e9sum\u00e9"],
    ["keeps what only compatibility would change", "x² ﬁne Ⅳ", "x² ﬁne Ⅳ"],
    ["drops control characters, direction marks and invisible ones", "a\u0000b\u202ec\u200bd\u00ade", "abcde"],
    ["keeps the joiners of scripts and emoji", "می\u200cخواهم 👩\u200d💻", "می\u200cخواهم 👩\u200d💻"],
    ["makes one space of any run of them", " a \u00a0\t b\u3000c ", "a b c"],
    ["keeps paragraphs and indentation", "a  b \r\n\r\n\r\n\r\n  - c  d\n", "a b\n\n  - c d"],
    [
      "keeps code as it is",
      "Run:\n```\nif x:\n    y  =  1\n```\nand  go",
      "Run:\n```\nif x:\n    y  =  1\n```\nand go",
    ],
  ])("%s", (_, text, expected) => expect(normaliseText(text)).toBe(expected));

  it("is not changed by a second pass", () => {
    const piece = fc.constantFrom(
      " ",
      "\n",
      "\t",
      "a",
      "é",
      "e\u0301",
      "```",
      "\u200b",
      "â€™",
      "Ã",
      "©",
      "\u00a0",
      "-",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = normaliseText(pieces.join(""));
        expect(normaliseText(once)).toBe(once);
      }),
    );
  });
});

describe("mojibake", () => {
  const misread = (text: string): string => new TextDecoder("windows-1252").decode(new TextEncoder().encode(text));

  it.each(["don’t", "café", "5 £ – “so”", "Привет, мир", "Ελλάδα", "50 °C", "👍 ok", "…"])(
    "%s is put right",
    (text) => {
      expect(misread(text)).not.toBe(text);
      expect(repairMojibake(misread(text))).toBe(text);
    },
  );

  it.each(["café", "naïve Ångström", "São Paulo, NÃO", "CAFÉ®", "â la carte", "Ø 5 µm", "señor “quoted”", "日本語"])(
    "%s was right and stays",
    (text) => expect(repairMojibake(text)).toBe(text),
  );

  it.each([misread(misread("don’t")), "donâ€™t", "donÃ¢â‚¬â„¢t"])("made once or twice, %s is put right", (text) =>
    expect(normaliseText(text)).toBe("don’t"),
  );
});

it("changes are counted by kind, and lost characters flagged", async () => {
  const { findings } = await clean({
    "a.jsonl": [
      { question: "What  is caf\u00c3\u00a9?", answer: "A place." },
      { question: "Who was Lov\ufffdlace?", answer: "Ada." },
      { question: "Where?", answers: ["", " Paris", "in Paris"] },
    ],
  });
  expect(findings.changed.normalise).toEqual({
    "a.jsonl": { "mojibake repaired": 1, "white space": 2 },
  });
  expect(findings.flagged).toMatchObject([
    { line: 2, step: "normalise", reason: "lost characters (U+FFFD)" },
    { line: 3, step: "normalise", reason: "blank alternative" },
  ]);
});
