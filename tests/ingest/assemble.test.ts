import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { splitBlocks } from "../../src/text/sentences.js";
import { anyBlocks } from "./any-blocks.js";

describe("assemble", () => {
  it("normalises white space in lines, keeps it in code, and removes control characters", () => {
    const { text } = assemble({
      title: "T",
      blocks: [
        { kind: "paragraph", text: " a\u00a0b\t\n c\u200b\u0007 , d " },
        { kind: "code", text: "\n  if (x)\r\n\t\ty()\u0000\n\n", language: null },
      ],
    });
    expect(text).toBe("a b c, d\n\n```\n  if (x)\n\t\ty()\n```");
  });

  it("fences code that holds fences, and keeps other lines from opening one", () => {
    const { text } = assemble({
      title: "T",
      blocks: [
        { kind: "code", text: "```js\nx\n```", language: "md" },
        { kind: "paragraph", text: "```js is a fence" },
      ],
    });
    expect(text).toBe("~~~md\n```js\nx\n```\n~~~\n\njs is a fence");
  });

  it("divides overlong code between lines into whole blocks", () => {
    const code = Array.from({ length: 120 }, (_, i) => `const value${i} = compute(${i}); // a comment`).join("\n");
    const { text, blocks } = assemble({ title: "T", blocks: [{ kind: "code", text: code, language: "ts" }] });
    expect(blocks.length).toBeGreaterThan(2);
    for (const { start, end } of blocks) expect(text.slice(start, end)).toMatch(/^```ts\nconst [^]*comment\n```$/);
    expect(text.replaceAll("\n```\n\n```ts", "")).toBe(`\`\`\`ts\n${code}\n\`\`\``);
  });

  it("leaves the title out of the heading path and closes deeper headings", () => {
    const heading = (level: number, text: string) => ({ kind: "heading" as const, level, text });
    const { blocks } = assemble({
      title: "The Title",
      blocks: [heading(1, "The title"), heading(2, "A"), heading(3, "B"), heading(2, "C")],
    });
    expect(blocks.map(({ headingPath }) => headingPath)).toEqual([[], ["A"], ["A", "B"], ["C"]]);
  });

  it("writes any blocks so that lines and code are found again where they were put", () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const { text, blocks: placed } = assemble({ title: "T", blocks });
        const found = splitBlocks(text);
        expect(found.map(({ start, end }) => ({ start, end }))).toEqual(
          placed.map(({ start, end }) => ({ start, end })),
        );
        placed.forEach(({ kind }, i) => expect(found[i]!.kind === "code").toBe(kind === "code"));
        expect(text).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
