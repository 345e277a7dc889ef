import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { extract } from "../../src/ingest/extract.js";

const guide = readFileSync(new URL("../fixtures/ingest/guide.md", import.meta.url), "utf8");
const stored = (markdown: string): string => assemble(extract(markdown, "page.md")).text;
const titleOf = (markdown: string, path = "docs/my-page.md"): string => extract(markdown, path).title;

describe("extractMarkdown", () => {
  it("writes the text in the stored form, without marks, tags, images, definitions and comments", () => {
    expect(stored(guide)).toBe(`Storing: a guide

A hard-wrapped paragraph with emphasis, a link, \`inline code\` and an that goes on & on.

Rules for cells

Keep them dry.

- First item with bold
  - Nested item
- Done item

Its second paragraph.

1. One
2. Two

Type: Lithium; Months: \`12\`
Type: Lead; Months: 3

\`\`\`ts
const a = 1;

  const b = 2;
\`\`\`

Deeper

Last words.`);
  });

  it("reads front matter", () => {
    expect(extract(guide, "guide.md")).toMatchObject({
      title: "Storing: a guide",
      url: "https://workshop.example/guide",
      publishedAt: "2026-05-04",
    });
    expect(titleOf("---\ntitle: 'It''s: quoted' # why\n---\ntext")).toBe("It's: quoted");
  });

  it("reads front matter of Hugo, in TOML", () => {
    const head =
      '+++\ntitle = "Wells = work"\ndate = 2026-05-04\ntags = ["water", "hand"]\n[params]\ntitle = "no"\n+++\n';
    expect(extract(`${head}\nText.`, "my-page.md")).toMatchObject({
      title: "Wells = work",
      publishedAt: "2026-05-04",
      tags: ["water", "hand"],
      blocks: [{ kind: "paragraph", text: "Text." }],
    });
    expect(stored("+++\n\nText.")).toBe("+++\n\nText.");
  });

  it("knows which days there are", () => {
    const published = (date: string) => extract(`---\ndate: ${date}\n---\nText.`, "a.md").publishedAt;
    expect(published("2024-02-29")).toBe("2024-02-29");
    expect(published("2026-02-30")).toBeNull();
    expect(published("2026-05")).toBe("2026-05");
  });

  it("takes a thematic break at the head for what it is", () => {
    expect(stored("---\n\nText.\n\n---\n\nMore.")).toBe("Text.\n\nMore.");
  });

  it.each([
    ["the first h1", "text\n\n# A `title`\n\n# Other", "A title"],
    ["a lone heading that begins the document", "## Reply\n\ntext\n\n### Part", "Reply"],
    ["the file's name when there are several such", "## One\n\n## Two", "my page"],
    ["the file's name under a project's banner", '<h1 align="center">Project</h1>\n\n## One\n\n## Two', "my page"],
  ])("is titled by %s", (_, markdown, title) => {
    expect(titleOf(markdown)).toBe(title);
  });

  it("titles a README by its banner or its folder", () => {
    expect(titleOf('<h1 align="center">Project</h1>\n\ntext', "lib/README.md")).toBe("Project");
    expect(titleOf("text", "some-lib/README.md")).toBe("some lib");
  });

  it("drops tables of contents, but not other lists of links", () => {
    expect(stored("- [A](#a)\n  - [B](#b)\n\nText.")).toBe("Text.");
    expect(stored("- [A](a.md)\n- [B](#b)")).toBe("- A\n- B");
  });

  it("reads raw HTML blocks as HTML", () => {
    expect(stored("<details><summary>More</summary>\n<ul><li>x</li></ul></details>")).toBe("More\n\n- x");
    expect(stored("Text <script>alert(1)</script> here.\n\n<script>\nalert(2)\n</script>\n\nEnd.")).not.toContain(
      "alert(2)",
    );
  });

  it("names the boxes of GitHub and drops the fences of documentation sites", () => {
    expect(stored("> [!WARNING]\n> Hot.\n\n::: tip\nCold.\n:::")).toBe("Warning: Hot.\n\nCold.");
  });

  it("decodes entities in text, not in code", () => {
    expect(stored("AT&amp;T &lt;b&gt; &#8211; &bogus; `&amp;`")).toBe("AT&T <b> – &bogus; `&amp;`");
  });

  it.each([
    ["quotations", ">".repeat(100_000) + " a"],
    ["lists in one line", "- ".repeat(100_000) + "a"],
    ["indented lists", Array.from({ length: 400 }, (_, i) => `${" ".repeat(2 * i)}- item`).join("\n")],
    ["raw HTML", "<div>".repeat(100_000)],
  ])("refuses deeply nested %s", (_, markdown) => {
    expect(() => extract(markdown, "deep.md")).toThrowError(expect.objectContaining({ code: "FILE_TOO_NESTED" }));
  });

  it.each([
    ["underscores", "a_".repeat(100_000)],
    ["brackets", "[".repeat(100_000)],
    ["emphasis", "*".repeat(20_000) + "a" + "*".repeat(20_000)],
  ])("reads a long run of %s in reasonable time", (_, markdown) => {
    const startedAt = performance.now();
    expect(stored(markdown).length).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
