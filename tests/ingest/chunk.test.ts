import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble, type DocumentStructure } from "../../src/ingest/assemble.js";
import { type Chunk, type ChunkSettings, chunk } from "../../src/ingest/chunk.js";
import { countWords } from "../../src/ingest/cut-span.js";
import type { Block } from "../../src/ingest/extracted-document.js";
import { anyBlocks } from "./any-blocks.js";

const settings: ChunkSettings = { maxWords: 200, overlapSentences: 1 };
const sentence = (words: number, i: number): string => `Sentence${i} ${"word ".repeat(words - 2)}end.`;
const paragraph = (sentences: number, words: number): Block => ({
  kind: "paragraph",
  text: Array.from({ length: sentences }, (_, i) => sentence(words, i)).join(" "),
});
const heading = (text: string, level = 2): Block => ({ kind: "heading", level, text });
const chunksOf = (blocks: Block[], overrides: Partial<ChunkSettings> = {}): Chunk[] =>
  chunk(assemble({ title: "T", blocks }), { ...settings, ...overrides });
const sizes = (chunks: Chunk[]): number[] => chunks.map(({ text }) => text.split(/\s+/).length);

describe("chunk", () => {
  it("fills passages with whole sentences, repeats one, and shares what is left between the last two", () => {
    const chunks = chunksOf([paragraph(50, 10)]);
    expect(sizes(chunks)).toEqual([200, 10 + 150, 10 + 150]);
    for (const { text } of chunks) expect(text).toMatch(/^Sentence\d+ [^]* end\.$/);
    expect(chunks[1]!.text.startsWith("Sentence19 ")).toBe(true);
  });

  it("leaves a section whole that is little over the size", () => {
    expect(sizes(chunksOf([paragraph(24, 10)]))).toEqual([240]);
  });

  it("never crosses a heading, and leaves the heading's line out", () => {
    const chunks = chunksOf([heading("A"), paragraph(1, 5), heading("B"), heading("C", 3), paragraph(1, 6)]);
    expect(chunks.map(({ headingPath }) => headingPath)).toEqual([["A"], ["B", "C"]]);
    expect(sizes(chunks)).toEqual([5, 6]);
  });

  it("keeps list items, table rows and code whole", () => {
    const item: Block = { kind: "list-item", text: `${sentence(60, 1)} ${sentence(60, 2)}`, marker: "-", depth: 0 };
    const code: Block = { kind: "code", text: Array<string>(40).fill("call(a, b);").join("\n"), language: "js" };
    const chunks = chunksOf([item, item, code, item, item]);
    for (const { text } of chunks) {
      expect(text).toMatch(/^(?:- Sentence1|```js)/);
      expect(text).toMatch(/(?:end\.|```)$/);
    }
  });

  it("cuts what is longer than two passages, between words where there are any", () => {
    const chunks = chunksOf([
      { kind: "table-row", text: "cell ".repeat(1_000) },
      { kind: "paragraph", text: "x😀".repeat(9_000) },
    ]);
    expect(
      Math.max(...chunks.map((passage) => countWords(passage.text, { start: 0, end: passage.text.length }))),
    ).toBeLessThanOrEqual(400);
    for (const { text } of chunks) expect(text).not.toMatch(/\p{Cs}/u);
  });

  it("takes linear time for a file of one word", () => {
    const structure: DocumentStructure = {
      text: "a".repeat(5_000_000),
      pages: [],
      blocks: [{ kind: "paragraph", headingPath: [], start: 0, end: 5_000_000 }],
    };
    const startedAt = performance.now();
    expect(
      chunk(structure, settings)
        .map(({ text }) => text)
        .join(""),
    ).toHaveLength(5_000_000);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("says on which page a passage starts, also inside a paragraph that goes on over pages", () => {
    const part = (page: number, continues: boolean): Block => ({ ...paragraph(30, 10), page, continues }) as Block;
    const structure = assemble({ title: "T", blocks: [part(4, false), part(5, true), part(7, true)] });
    const chunks = chunk(structure, { maxWords: 100, overlapSentences: 0 });
    expect(structure.blocks).toHaveLength(1);
    expect(chunks.map(({ page }) => page)).toEqual([4, 4, 4, 5, 5, 5, 7, 7, 7]);
  });

  it("ends a passage with its page where a paragraph does", () => {
    const onPage = (page: number): Block => ({ ...paragraph(1, 10), page });
    expect(chunksOf([onPage(1), onPage(1), onPage(2)]).map(({ page }) => page)).toEqual([1, 2]);
  });

  it("knows no pages where there are none", () => {
    expect(chunksOf([paragraph(3, 10)])[0]!.page).toBeNull();
  });

  it("takes the page of what a passage does not repeat from the one before", () => {
    const part = (page: number, continues: boolean): Block => ({ ...paragraph(10, 10), page, continues }) as Block;
    const structure = assemble({ title: "T", blocks: [part(1, false), part(2, true)] });
    const chunks = chunk(structure, { maxWords: 100, overlapSentences: 1 });
    expect(chunks.map(({ page }) => page)).toEqual([1, 2]);
  });

  it("gives each passage the page of its first character, for any blocks", () => {
    fc.assert(
      fc.property(anyBlocks, fc.integer({ min: 1, max: 60 }), (blocks, maxWords) => {
        const paged = blocks.map((block, i) => ({ ...block, page: Math.floor(i / 2) + 1 }));
        const structure = assemble({ title: "T", blocks: paged });
        for (const { page, start } of chunk(structure, { maxWords, overlapSentences: 0 })) {
          const begun = structure.pages.filter((other) => other.start <= start);
          expect(page).toBe(begun.at(-1)!.page);
        }
        const starts = structure.pages.map(({ start }) => start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });

  it("covers all text of every section, in order, at exact offsets, for any blocks and settings", () => {
    fc.assert(
      fc.property(anyBlocks, fc.integer({ min: 1, max: 60 }), fc.nat(2), (blocks, maxWords, overlapSentences) => {
        const structure = assemble({ title: "T", blocks });
        const chunks = chunk(structure, { maxWords, overlapSentences });
        const covered = new Uint8Array(structure.text.length);
        chunks.forEach(({ ordinal, start, end, text }, i) => {
          expect(ordinal).toBe(i);
          expect(structure.text.slice(start, end)).toBe(text);
          expect(text).toBe(text.trim());
          expect(text).not.toMatch(/\p{Cs}/u);
          if (i > 0) expect(end).toBeGreaterThan(chunks[i - 1]!.end);
          covered.fill(1, start, end);
        });
        for (const { kind, start, end } of structure.blocks) {
          const inside = covered.subarray(start, end);
          if (kind === "heading") expect(inside.some(Boolean)).toBe(false);
          else for (let i = start; i < end; i++) expect(covered[i] === 1 || /\s/.test(structure.text[i]!)).toBe(true);
        }
      }),
    );
  });
});
