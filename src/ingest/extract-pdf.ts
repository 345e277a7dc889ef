import { getDocumentProxy } from "unpdf";
import { FootnoteError } from "../domain/errors.js";
import { type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { normalizeDate } from "./normalize-date.js";
import { pdfBlocks } from "./pdf-blocks.js";
import { removeFurniture } from "./pdf-furniture.js";
import { splitTags } from "./source-metadata.js";
import { type PdfLine, pdfLines, type PdfTextItem } from "./pdf-lines.js";

const MAX_PAGES = 3_000;
/** Fewer letters in a whole document are a stamp on a scan. */
const MIN_LETTERS = 20;
const MAX_UNKNOWN_SHARE = 0.3;

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * The text of a PDF, with the page of every block. Pictures are not read: a scan has no text.
 *
 * @throws FootnoteError FILE_ENCRYPTED, FILE_DAMAGED, FILE_WITHOUT_TEXT, FILE_TOO_LARGE
 */
export async function extractPdf(bytes: Uint8Array, path: string): Promise<ExtractedDocument> {
  const pdf = await open(bytes, path);
  try {
    if (pdf.numPages > MAX_PAGES) {
      throw new FootnoteError("FILE_TOO_LARGE", `${path} has ${pdf.numPages} pages; the limit is ${MAX_PAGES}.`);
    }
    const pages: PdfLine[][] = [];
    let damagedPages = 0;
    for (let number = 1; number <= pdf.numPages; number++) {
      const lines = await readPage(pdf, number);
      if (!lines) damagedPages++;
      pages.push(lines ?? []);
    }
    checkText(pages, damagedPages, path);
    const blocks = pdfBlocks(removeFurniture(pages));
    const { title, date, tags } = await readInfo(pdf);
    const heading = blocks.find((block) => block.kind === "heading" && block.page === blocks[0]!.page);
    const emptyPages = pages.filter((lines) => lines.length === 0).length;
    return {
      title: title || heading?.text || titleFromPath(path),
      url: null,
      publishedAt: date,
      tags,
      blocks,
      warning: emptyPages > 0 ? `${emptyPages} of ${pages.length} pages hold no text that can be read` : undefined,
    };
  } finally {
    await pdf.destroy();
  }
}

async function open(bytes: Uint8Array, path: string): Promise<PdfDocument> {
  try {
    // A copy: PDF.js takes the bytes for itself. Errors are thrown here, so it need not write them to the console too.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false });
  } catch (cause) {
    if ((cause as Error).name === "PasswordException") {
      throw new FootnoteError("FILE_ENCRYPTED", `${path} is encrypted with a password.`, { cause });
    }
    throw new FootnoteError("FILE_DAMAGED", `${path} is damaged, or not a PDF.`, { cause });
  }
}

/** The lines of a page; null when the page is damaged. */
async function readPage(pdf: PdfDocument, number: number): Promise<PdfLine[] | null> {
  try {
    const page = await pdf.getPage(number);
    const { items, styles } = await page.getTextContent();
    page.cleanup();
    const runs = items.filter((item): item is typeof item & PdfTextItem => "str" in item);
    return pdfLines(runs, number, (fontName) => styles[fontName]?.fontFamily === "monospace");
  } catch {
    return null;
  }
}

/** What the file says of itself, where that is a title: programs write the name of the file there, or nothing of sense. */
async function readInfo(pdf: PdfDocument): Promise<{ title: string; date: string | null; tags: string[] }> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const { Title, CreationDate, Keywords } = info as { Title?: unknown; CreationDate?: unknown; Keywords?: unknown };
  const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
  const title = text(Title);
  const isTitle =
    !/^(?:untitled|microsoft (?:word|powerpoint)|.*\.(?:docx?|pptx?|tex|dvi|indd|pdf|odt|qxd)$|\W*$)/i.test(title);
  const [, year, month, day] = /^(?:D:)?(\d{4})(\d{2})(\d{2})/.exec(text(CreationDate)) ?? [];
  return {
    title: isTitle ? title : "",
    date: year ? normalizeDate(`${year}-${month}-${day}`) : null,
    tags: splitTags(text(Keywords)),
  };
}

function checkText(pages: PdfLine[][], damagedPages: number, path: string): void {
  const text = pages.flatMap((lines) => lines.map((line) => line.text)).join(" ");
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const letters = count(/[\p{L}\p{N}]/gu);
  const unknown = count(/[\ufffd\p{Co}\p{Cn}]/gu);
  if (letters < MIN_LETTERS && damagedPages > 0) {
    throw new FootnoteError("FILE_DAMAGED", `${path} is damaged: ${damagedPages} of its pages cannot be read.`);
  }
  if (letters < MIN_LETTERS) {
    const message = `${path} holds no text on its ${pages.length} pages; they are pictures, as of a scan.`;
    throw new FootnoteError("FILE_WITHOUT_TEXT", message);
  }
  if (unknown > MAX_UNKNOWN_SHARE * (letters + unknown)) {
    throw new FootnoteError("FILE_WITHOUT_TEXT", `${path} does not say which letters its fonts show.`);
  }
}
