import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { chunk } from "../../src/ingest/chunk.js";
import { extract } from "../../src/ingest/extract.js";

/** Lines that mean something in one of the formats, among lines that may mean anything. */
const line = fc.oneof(
  fc.constantFrom(
    ...["", "", "Title", "=====", "-----", "~~~~~", "= Title", "== Section", "----", "....", "////", "====", "|==="],
    ...["|a |b", '[cols="2*"]', "[source,ts]", "* item", "** nested", ". first", "- item", "#. third", "  indented"],
    ...[".. note:: Careful", ".. code-block:: ts", "   :option: x", ".. comment", "Run this::", "::", "== ==", "+--+"],
    ...[
      "``code``",
      "`open",
      "*bold* _em_ **strong**",
      "<<a,b>>",
      "link:x[y]",
      ":date: 2026-01-02",
      ">>> x",
      "\u001b[1m",
      "😀",
    ],
  ),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const anyText = fc.array(line, { maxLength: 40 }).map((lines) => lines.join("\n"));

describe.each(["a.rst", "a.adoc", "a.log", "a.txt"])("extract of %s", (path) => {
  it("gives passages that are slices of the stored text, whatever the file holds", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const structure = assemble(extract(text, path));
        for (const { start, end, text } of chunk(structure, { maxWords: 12, overlapSentences: 1 })) {
          expect(structure.text.slice(start, end)).toBe(text);
          expect(text).toBe(text.trim());
          expect(text).not.toBe("");
        }
        expect(structure.text).not.toMatch(/\p{Cs}|\u001b/u);
      }),
      { numRuns: 200 },
    );
  });

  it("loses no word of plain paragraphs", () => {
    const word = fc.stringMatching(/^[a-z]{2,9}$/);
    const paragraph = fc.array(word, { minLength: 2, maxLength: 20 }).map((words) => `${words.join(" ")}.`);
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 6 }), (paragraphs) => {
        expect(assemble(extract(paragraphs.join("\n\n"), path)).text).toBe(paragraphs.join("\n\n"));
      }),
    );
  });
});
