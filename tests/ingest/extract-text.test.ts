import { describe, expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { extract } from "../../src/ingest/extract.js";

const stored = (text: string): string => assemble(extract(text, "notes.txt")).text;

describe("extractText", () => {
  it("unwraps paragraphs to a line each", () => {
    expect(stored("One sentence that was\nbroken over lines, with a cross-\nencoder.\r\n\r\nAnother one.")).toBe(
      "One sentence that was broken over lines, with a cross-encoder.\n\nAnother one.",
    );
  });

  it("takes a short first line as the title", () => {
    expect(extract("On batteries\n\nThey age.", "notes.txt").title).toBe("On batteries");
    expect(extract("They age.\n\nThey do.", "my-notes.txt").title).toBe("my notes");
  });

  it("keeps list items, short headings and code as lines", () => {
    const text = `They age in three ways, which are told apart below:
- by heat, which is
  the worst
- by use

Storage
A cell that is stored for more than a month should be kept half full and dry.

    charge --limit 50
      charge --status

Rules
-----

1) Dry
2) Cool

\`\`\`sh
first

second
\`\`\``;
    expect(stored(text)).toBe(`They age in three ways, which are told apart below:

- by heat, which is the worst
- by use

Storage

A cell that is stored for more than a month should be kept half full and dry.

\`\`\`
charge --limit 50
  charge --status
\`\`\`

Rules

1. Dry
2. Cool

\`\`\`sh
first

second
\`\`\``);
  });
});
