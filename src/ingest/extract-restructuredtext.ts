import { type Block, type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { normalizeDate } from "./normalize-date.js";
import { splitTags } from "./source-metadata.js";
import { reStructuredTextBlocks } from "./restructuredtext-blocks.js";

/**
 * The text of a reStructuredText file. Titles, lists, code and directives are read
 * (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html); so are tables.
 */
export function extractReStructuredText(text: string, path: string): ExtractedDocument {
  const lines = text.replace(/\r\n?|\f/g, "\n").split("\n");
  const blocks = reStructuredTextBlocks(lines);
  const date = /^:date:[ \t]+(.+)$/im.exec(text)?.[1];
  const tags = splitTags(/^:(?:tags|keywords):[ \t]+(.+)$/im.exec(text)?.[1]);
  const title = firstHeading(blocks) ?? titleFromPath(path);
  return { title, url: null, publishedAt: normalizeDate(date), tags, blocks };
}

function firstHeading(blocks: Block[]): string | undefined {
  return blocks.find(({ kind }) => kind === "heading")?.text;
}
