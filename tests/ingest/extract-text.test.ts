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

  it.each([
    ["columns of spaces", "Name      Use        Since\nalpha     first      2019\nbeta      second     2021"],
    ["pipes", "| Name | Use | Since |\n|------|-----|-------|\n| alpha | first | 2019 |\n| beta | second | 2021 |"],
    [
      "a grid",
      "+---+---+---+\n| Name | Use | Since |\n+---+---+---+\n| alpha | first | 2019 |\n| beta | second | 2021 |\n+---+",
    ],
  ])("reads a table drawn with %s, each row with the names of its columns", (_, table) => {
    const text = `A note\n\nThe table below has the names of all.\n\n${table}\n\nThat is all there is to be said.`;
    expect(stored(text)).toContain("Name: alpha; Use: first; Since: 2019\nName: beta; Use: second; Since: 2021");
  });

  it("keeps the lines of a table whose columns cannot be told", () => {
    const table =
      "Name      Use        Since\nalpha                2019\nbeta      second     2021\ngamma     third      2022";
    expect(stored(`A note\n\n${table}\n`)).toContain(`\`\`\`\n${table}\n\`\`\``);
  });

  it("takes text for text, with two spaces after its full stops", () => {
    const text = "It begins here.  It goes on\nhere.  And then it is\nover.  Quite so.";
    expect(stored(`A note\n\n${text}`)).toContain("It begins here. It goes on here. And then it is over. Quite so.");
  });
});
