import { FootnoteError } from "../domain/errors.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { extractAsciiDoc } from "./extract-asciidoc.js";
import { extractHtml } from "./extract-html.js";
import { extractLog } from "./extract-log.js";
import { extractMarkdown } from "./extract-markdown.js";
import { extractReStructuredText } from "./extract-restructuredtext.js";
import { type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { extractText } from "./extract-text.js";
import { type FileFormat, fileFormat } from "./file-format.js";

const MAX_TITLE_LENGTH = 300;

/** Formats of text whose files are one document each. */
export type DocumentFormat = Exclude<FileFormat, "jsonl" | "pdf">;

const EXTRACTORS: Record<DocumentFormat, (text: string, path: string) => ExtractedDocument> = {
  markdown: extractMarkdown,
  html: extractHtml,
  restructuredtext: extractReStructuredText,
  asciidoc: extractAsciiDoc,
  text: extractText,
  log: extractLog,
};

/** Reads a document's text in a format, else in the one that its name says. @throws FootnoteError FILE_TOO_NESTED */
export function extract(text: string, path: string, format: DocumentFormat = formatByName(path)): ExtractedDocument {
  try {
    return cleanDocument(EXTRACTORS[format](text, path), path);
  } catch (error) {
    // The extractors check the nesting they know of; this is for what a parser nests beside it.
    if (!(error instanceof RangeError)) throw error;
    throw new FootnoteError("FILE_TOO_NESTED", `${path} is nested too deeply to be read.`, { cause: error });
  }
}

/** An extracted document with a title that can be shown, and without the headings of lists of its own contents. */
export function cleanDocument(document: ExtractedDocument, path: string): ExtractedDocument {
  // The list itself was links into the same page, and is left out.
  const blocks = document.blocks.filter(
    ({ text }) => !/^(?:table of contents|contents|on this page):?$/i.test(text.trim()),
  );
  return { ...document, title: cleanTitle(document.title) || titleFromPath(path), blocks };
}

/** A title on one line, without control characters and not overlong; empty when that leaves nothing. */
export function cleanTitle(title: string): string {
  return removeControlCharacters(title.replace(/\s+/g, " ")).trim().slice(0, MAX_TITLE_LENGTH);
}

function formatByName(path: string): DocumentFormat {
  const format = fileFormat(path);
  return format === null || format === "jsonl" || format === "pdf" ? "text" : format;
}
