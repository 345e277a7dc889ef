import { type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { htmlBlocks } from "./html-blocks.js";
import { findMainContent } from "./html-main-content.js";
import { readMetadata } from "./html-metadata.js";
import { parseHtml } from "./html-tree.js";

/**
 * The main content of an HTML page, without navigation, scripts, notices and other furniture of the site.
 *
 * @throws FootnoteError FILE_TOO_NESTED
 */
export function extractHtml(html: string, path: string): ExtractedDocument {
  const document = parseHtml(html, path);
  const content = findMainContent(document);
  const { title, ...metadata } = readMetadata(document, content);
  const blocks = htmlBlocks(content.root, content.isSkipped);
  return { title: title ?? titleFromPath(path), ...metadata, blocks };
}
