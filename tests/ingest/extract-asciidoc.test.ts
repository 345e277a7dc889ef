import { describe, expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { extract } from "../../src/ingest/extract.js";

const stored = (text: string): string => assemble(extract(text, "guide.adoc")).text;

describe("extractAsciiDoc", () => {
  it("reads title and date of the header, and leaves its attributes out", () => {
    const document = extract("= The *Guide*\nAda L. <ada@example.org>\nv1, 2026-03-04\n:toc:\n\nText.", "guide.adoc");
    expect(document).toMatchObject({ title: "The Guide", publishedAt: "2026-03-04" });
    expect(assemble(document).text).toBe("The Guide\n\nText.");
  });

  it("titles a document without a header by its path", () => {
    expect(extract("Text only.", "the-guide.adoc")).toMatchObject({
      title: "the guide",
      blocks: [{ text: "Text only." }],
    });
  });

  it("gives sections their levels, in either notation", () => {
    const { blocks } = extract("== A\n\n=== B\n\nOlder one\n---------\nText.", "guide.adoc");
    expect(blocks).toMatchObject([{ level: 2 }, { level: 3 }, { kind: "heading", level: 2, text: "Older one" }, {}]);
  });

  it("reads inline markup as text, but leaves code and lone signs alone", () => {
    expect(
      stored(
        "See link:a.html[the page], https://example.org[it], <<b,there>>, *x* and _y_; `a *b*`; 2 * 3 * 4; a_b_c.",
      ),
    ).toBe("See the page, it, there, x and y; `a *b*`; 2 * 3 * 4; a_b_c.");
  });

  it("keeps code, lists and the text of boxes; drops comments, images and delimiters", () => {
    const text = `[source,Ruby]
----
puts 1

== not a section
----

////
A comment.
////
image::a.png[]

[NOTE]
====
Careful.
====

* one
** nested,
wrapped
. first
. second
`;
    expect(stored(text)).toBe(`\`\`\`ruby
puts 1

== not a section
\`\`\`

Careful.

- one
  - nested, wrapped
1. first
2. second`);
  });

  it("reads table rows with the names of their columns", () => {
    expect(stored("|===\n|Name |Value\n\n|a\n|1\n|b |2\n|===")).toBe("Name: a; Value: 1\nName: b; Value: 2");
    expect(stored('[cols="1,1"]\n|===\n|a\n|1\n|b\n|2\n|===')).toBe("a: 1\nb: 2");
  });
});
