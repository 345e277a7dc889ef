import { describe, expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { extract } from "../../src/ingest/extract.js";

const stored = (text: string): string => assemble(extract(text, "guide.rst")).text;

describe("extractReStructuredText", () => {
  it("takes the first title for the document's, and gives levels in the order of their first use", () => {
    const { title, blocks } = extract(
      "=====\nGuide\n=====\n\nHeat\n====\n\nA *first* B\n~~~~~~~~~~~\n\nCold\n====\n\nText.\n",
      "guide.rst",
    );
    expect(title).toBe("Guide");
    expect(blocks.map((block) => (block.kind === "heading" ? `${block.level} ${block.text}` : block.text))).toEqual([
      "1 Guide",
      "2 Heat",
      "3 A first B",
      "2 Cold",
      "Text.",
    ]);
  });

  it("does not take punctuation for an underline", () => {
    expect(extract("A sentence of some length\n---\n", "guide.rst").blocks).toMatchObject([{ kind: "paragraph" }]);
  });

  it("reads inline markup as text, but leaves code and lone signs alone", () => {
    expect(
      stored(
        "See :func:`~os.walk`, `the docs <https://example.org>`_, *this* and **that**;\n``a *b* c`` is 2 * 3 * 4.",
      ),
    ).toBe("See os.walk, the docs, this and that; `a *b* c` is 2 * 3 * 4.");
  });

  it("keeps literal blocks and code directives as code", () => {
    const text = `Run this::

    charge --limit 50
      charge --status

.. code-block:: Python
   :linenos:

   print(1)
`;
    expect(stored(text)).toBe(`Run this:

\`\`\`
charge --limit 50
  charge --status
\`\`\`

\`\`\`python
print(1)
\`\`\``);
  });

  it("gives a line for each row of a table, with the names of its columns", () => {
    const simple = `
=====  =======
Name   Use
=====  =======
\`\`a\`\`  first
b      second,
       longer
=====  =======
`;
    const grid = `
+------+---------+
| Name | Use     |
+======+=========+
| a    | first   |
+------+---------+
| b    | second, |
|      | longer  |
+------+---------+
`;
    expect(stored(simple)).toBe("Name: \`a\`; Use: first\nName: b; Use: second, longer");
    expect(stored(grid)).toBe("Name: a; Use: first\nName: b; Use: second, longer");
    expect(stored("=  =\nx  1\ny  2\n=  =\n")).toBe("x: 1\ny: 2");
  });

  it.each([
    ["a cell over two columns", "+---+---+\n| a     |\n+---+---+\n| b | c |\n+---+---+"],
    ["text across its columns", "====  ====\nlonger text\n====  ===="],
  ])("keeps the lines of a table with %s", (_, table) => {
    expect(stored(`${table}\n`)).toBe(`\`\`\`\n${table}\n\`\`\``);
  });

  it("keeps the text of boxes and lists, and drops comments, targets and images", () => {
    const text = `.. _target:

.. note:: Careful
   with it.

.. a comment
   over two lines

.. image:: a.png
   :alt: A

- One,
  wrapped
- Two

#. Three`;
    expect(stored(text)).toBe("Note: Careful with it.\n\n- One, wrapped\n- Two\n- Three");
  });

  it("takes linear time for tables that never end", () => {
    const startedAt = performance.now();
    extract("== ==\n\nx\n".repeat(30_000) + "== ==\nx\n".repeat(30_000), "guide.rst");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
