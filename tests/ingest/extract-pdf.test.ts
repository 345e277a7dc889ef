import { readFileSync } from "node:fs";
import { PDFDocument } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { extractPdf } from "../../src/ingest/extract-pdf.js";
import type { Block } from "../../src/ingest/extracted-document.js";
import { linesFrom, type PlacedText, smallPdf, type SmallPdfOptions } from "../doubles/small-pdf.js";

async function blocksOf(pages: PlacedText[][], options?: SmallPdfOptions): Promise<Block[]> {
  return (await extractPdf(await smallPdf(pages, options), "docs/some-paper.pdf")).blocks;
}
const paragraph = (text: string, page = 1): Block => ({ kind: "paragraph", text, page });
/** Of one sentence, AES-256; the owner's password is `owner`. See the README of the fixtures. */
const encrypted = (by: string): Uint8Array =>
  readFileSync(new URL(`../fixtures/ingest/encrypted-${by}-password.pdf`, import.meta.url));
const failure = (code: string) => expect.objectContaining({ code }) as Error;

describe("a PDF", () => {
  it("gives paragraphs, and headings by their size, with their pages", async () => {
    const pages = [
      [
        { text: "On Cells", top: 60, size: 20 },
        { text: "Storage", top: 100, size: 14 },
        ...linesFrom(120, ["Cells age with every charge, and faster", "in the heat. Cold slows them."]),
        ...linesFrom(170, ["A second paragraph stands apart."]),
      ],
      [{ text: "Use", top: 60, size: 14 }, ...linesFrom(80, ["They are used often."])],
    ];
    expect(await blocksOf(pages)).toEqual([
      { kind: "heading", level: 1, text: "On Cells", page: 1 },
      { kind: "heading", level: 2, text: "Storage", page: 1 },
      paragraph("Cells age with every charge, and faster in the heat. Cold slows them."),
      paragraph("A second paragraph stands apart."),
      { kind: "heading", level: 2, text: "Use", page: 2 },
      paragraph("They are used often.", 2),
    ]);
  });

  it("undoes hyphens at line ends, but for those that are the word's own", async () => {
    const lines = [
      "The cross-encoder reads both. An exam-",
      "ple follows: the cross-",
      "encoder scores it, a well-",
      "known way.",
    ];
    expect(await blocksOf([linesFrom(60, lines)])).toEqual([
      paragraph("The cross-encoder reads both. An example follows: the cross-encoder scores it, a well-known way."),
    ]);
  });

  it("drops running headers, footers and page numbers, and joins what goes on over the page", async () => {
    const page = (number: number, text: PlacedText[]): PlacedText[] => [
      { text: `Journal of Cells ${number}`, top: 20 },
      ...text,
      { text: `${number}`, top: 780, left: 300 },
    ];
    const pages = [
      page(1, linesFrom(60, ["A sentence begins here and is con-"])),
      page(2, linesFrom(60, ["tinued on the next page. Another one"])),
      page(3, linesFrom(60, ["ends here."])),
    ];
    expect(await blocksOf(pages)).toEqual([
      paragraph("A sentence begins here and is continued"),
      { ...paragraph("on the next page. Another one", 2), continues: true },
      { ...paragraph("ends here.", 3), continues: true },
    ]);
  });

  it("drops headers that change with the chapter, by the page number in them", async () => {
    const page = (header: string, text: string): PlacedText[] => [
      { text: header, top: 20 },
      ...linesFrom(60, ["Some first line.", "Some second line."]),
      ...linesFrom(110, [text]),
      ...linesFrom(160, ["Some line before the last.", "Some last line."]),
    ];
    const pages = ["One 11", "12 Two", "Three 13", "Four 14"].map((header, i) => page(header, `${"xyzw"[i]} text.`));
    const blocks = await blocksOf(pages);
    expect(blocks.filter(({ text }) => /One|Two|Three|Four/.test(text)).map(({ text }) => text)).toEqual([]);
    expect(blocks.map(({ text }) => text)).toContain("w text.");
  });

  it("keeps a number that is the text of a single page", async () => {
    expect(await blocksOf([[...linesFrom(60, ["The answer to all of it is", "42"])]])).toEqual([
      paragraph("The answer to all of it is 42"),
    ]);
  });

  it("reads columns one after the other, as they are drawn", async () => {
    const left = linesFrom(60, ["The left column has", "two lines and goes"], { left: 50 });
    const right = linesFrom(60, ["on in the right one.", "Then it ends."], { left: 320 });
    expect(await blocksOf([[...left, ...right]])).toEqual([
      paragraph("The left column has two lines and goes on in the right one. Then it ends."),
    ]);
  });

  it("keeps the lines of code, list items and the rows of tables", async () => {
    const cells = (top: number, row: string[]): PlacedText[] =>
      row.map((text, i) => ({ text, top, left: 50 + 150 * i }));
    const pages = [
      [
        ...linesFrom(60, ["The function is short enough to be shown here as a whole:"]),
        ...linesFrom(90, ["function f(x) {"], { font: "Courier" }),
        ...linesFrom(102, ["return x;"], { font: "Courier", left: 62 }),
        ...linesFrom(114, ["}"], { font: "Courier" }),
        ...linesFrom(150, ["1. The first item goes on", "over two lines.", "2. The second does not."]),
        ...cells(210, ["Method", "Recall"]),
        ...cells(222, ["BM25", "0.89"]),
        ...cells(234, ["Dense", "0.96"]),
      ],
    ];
    expect(await blocksOf(pages)).toEqual([
      paragraph("The function is short enough to be shown here as a whole:"),
      { kind: "code", text: "function f(x) {\n  return x;\n}", language: null, page: 1 },
      { kind: "list-item", text: "The first item goes on over two lines.", marker: "1.", depth: 0, page: 1 },
      { kind: "list-item", text: "The second does not.", marker: "2.", depth: 0, page: 1 },
      { kind: "table-row", text: "Method: BM25; Recall: 0.89", page: 1 },
      { kind: "table-row", text: "Method: Dense; Recall: 0.96", page: 1 },
    ]);
  });

  it("leaves out the lines of a table of contents", async () => {
    const lines = ["Introduction ................ 3", "Text that is long enough to be text."];
    expect(await blocksOf([linesFrom(60, lines)])).toEqual([paragraph("Text that is long enough to be text.")]);
  });

  it("has the title, date and keywords of its own, when they are some", async () => {
    const text = [linesFrom(60, ["Text that is long enough to be text."])];
    const about = { title: "On Cells", keywords: ["cells", "age"], created: "2026-05-04T12:00:00Z" };
    const read = async (options: SmallPdfOptions) => extractPdf(await smallPdf(text, options), "docs/some-paper.pdf");
    expect(await read(about)).toMatchObject({ title: "On Cells", publishedAt: "2026-05-04", tags: ["cells", "age"] });
    expect(await read({ title: "Microsoft Word - draft.docx" })).toMatchObject({
      title: "some paper",
      publishedAt: null,
    });
  });

  it("says how many of its pages hold no text", async () => {
    const document = await extractPdf(await smallPdf([linesFrom(60, ["Text that is long enough."]), []]), "a.pdf");
    expect(document.warning).toBe("1 of 2 pages hold no text that can be read");
  });

  it.each([
    ["no text", () => smallPdf([[], []]), "FILE_WITHOUT_TEXT"],
    ["no PDF inside", async () => new TextEncoder().encode("no PDF at all"), "FILE_DAMAGED"],
    ["half of it missing", async () => (await smallPdf([linesFrom(60, ["Text."])])).slice(0, 300), "FILE_DAMAGED"],
  ])("fails clearly with %s", async (_, bytes, code) => {
    await expect(extractPdf(await bytes(), "a.pdf")).rejects.toEqual(failure(code));
  });

  it("says that it asks for a password, and what to do", async () => {
    await expect(extractPdf(encrypted("user"), "docs/a.pdf")).rejects.toMatchObject({
      code: "FILE_ENCRYPTED",
      message: "docs/a.pdf is encrypted with a password.",
      hint: "Save a copy without a password, and ingest that.",
    });
  });

  it("is read when only its owner has a password, as any viewer opens it", async () => {
    expect(await extractPdf(encrypted("owner"), "docs/a.pdf")).toMatchObject({
      title: "On Wells",
      blocks: [paragraph("A well is dug by hand where water is near.")],
    });
  });

  it("leaves its bytes as they were", async () => {
    const bytes = await smallPdf([linesFrom(60, ["Text that is long enough to be text."])]);
    const copy = bytes.slice();
    await extractPdf(bytes, "a.pdf");
    expect(bytes).toEqual(copy);
    expect(await PDFDocument.load(bytes)).toBeDefined();
  });
});
