import { FootnoteError } from "../domain/errors.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { extractHtml } from "./extract-html.js";
import { extractMarkdown } from "./extract-markdown.js";
import { type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { extractText } from "./extract-text.js";

const MAX_TITLE_LENGTH = 300;

/** Reads a file's text in the format that its name says. @throws FootnoteError FILE_TOO_NESTED */
export function extract(text: string, path: string): ExtractedDocument {
  const extractFormat = /\.(?:md|markdown)$/i.test(path)
    ? extractMarkdown
    : /\.html?$/i.test(path)
      ? extractHtml
      : extractText;
  try {
    const document = extractFormat(text, path);
    const title = removeControlCharacters(document.title.replace(/\s+/g, " ")).trim();
    // The list itself was links into the same page, and is left out.
    const blocks = document.blocks.filter(
      ({ text }) => !/^(?:table of contents|contents|on this page):?$/i.test(text.trim()),
    );
    return { ...document, title: title ? title.slice(0, MAX_TITLE_LENGTH) : titleFromPath(path), blocks };
  } catch (error) {
    // The extractors check the nesting they know of; this is for what a parser nests beside it.
    if (!(error instanceof RangeError)) throw error;
    throw new FootnoteError("FILE_TOO_NESTED", `${path} is nested too deeply to be read.`, { cause: error });
  }
}
