import { asciiDocBlocks } from "./asciidoc-blocks.js";
import { asciiDocInline } from "./asciidoc-inline.js";
import { type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { normalizeDate } from "./normalize-date.js";
import { splitTags } from "./source-metadata.js";

/**
 * The text of an AsciiDoc file: titles, lists, tables, code and the text of all other blocks
 * (https://docs.asciidoctor.org/asciidoc/latest/). Attributes are not replaced, and files not included.
 */
export function extractAsciiDoc(text: string, path: string): ExtractedDocument {
  const lines = text.replace(/\r\n?|\f/g, "\n").split("\n");
  const { title, attributes, body } = readHeader(lines);
  return {
    title: title === null ? titleFromPath(path) : asciiDocInline(title),
    url: null,
    publishedAt: normalizeDate(attributes.get("revdate") ?? attributes.get("date")),
    tags: splitTags(attributes.get("keywords") ?? attributes.get("tags")),
    blocks: [
      ...(title === null ? [] : [{ kind: "heading" as const, level: 1, text: asciiDocInline(title) }]),
      ...asciiDocBlocks(body),
    ],
  };
}

/** The header ends at the first blank line: `= Title`, a line of authors, one of the revision, `:name: value`. */
function readHeader(lines: string[]): { title: string | null; attributes: Map<string, string>; body: string[] } {
  const attributes = new Map<string, string>();
  let title: string | null = null;
  let i = 0;
  while (i < lines.length && (!lines[i]!.trim() || lines[i]!.startsWith("//")) && title === null) i++;
  for (; i < lines.length && lines[i]!.trim(); i++) {
    const line = lines[i]!;
    const [, name, value] = /^:([\w-]+):(?:\s+(.*))?$/.exec(line) ?? [];
    const heading = /^=\s+(\S.*)$/.exec(line)?.[1];
    if (name) attributes.set(name.toLowerCase(), value ?? "");
    else if (heading && title === null) title = heading.trim();
    // Authors and revision stand below a title only; elsewhere the line begins the body.
    else if (title === null) break;
    else if (!line.startsWith("//")) {
      const date = /\d{4}-\d{2}-\d{2}/.exec(line)?.[0];
      if (date) attributes.set("revdate", date);
    }
  }
  return { title, attributes, body: lines.slice(i) };
}
