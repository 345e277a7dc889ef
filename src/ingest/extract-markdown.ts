import type { Token } from "marked";
import { FootnoteError } from "../domain/errors.js";
import { type Block, type ExtractedDocument, hasGenericName, titleFromPath } from "./extracted-document.js";
import { readFrontMatter } from "./front-matter.js";
import { decodeEntities } from "./markdown-inline.js";
import { lexMarkdown, markdownBlocks } from "./markdown-blocks.js";
import { normalizeDate } from "./normalize-date.js";

const MAX_NESTING = 100;

/** The text of a Markdown file. @throws FootnoteError FILE_TOO_NESTED */
export function extractMarkdown(text: string, path: string): ExtractedDocument {
  const { values, tags, body } = readFrontMatter(text.replace(/\r\n?/g, "\n"));
  checkNesting(body, path);
  const tokens = lexMarkdown(body);
  const banner = tokens.find(isBanner);
  const blocks = markdownBlocks(
    tokens.filter((token) => !isBanner(token)),
    path,
  );
  const title = values.get("title") ?? firstTitle(blocks) ?? (hasGenericName(path) ? bannerText(banner) : undefined);
  const url = [values.get("canonical"), values.get("canonical_url"), values.get("url")];
  return {
    title: title ?? titleFromPath(path),
    url: url.find((value) => value && /^https?:\/\//i.test(value)) ?? null,
    publishedAt: normalizeDate(values.get("date") ?? values.get("published") ?? values.get("publishedat")),
    tags,
    trust: values.get("trust"),
    blocks,
  };
}

/** A centered raw `<h1>`, as READMEs begin: the project's name, often over every page of its documentation. */
function isBanner({ type, raw }: Token): boolean {
  return type === "html" && /^<h1\s[^>]*\balign\b/i.test(raw);
}

function bannerText(banner: Token | undefined): string | undefined {
  return banner && decodeEntities(banner.raw.replace(/<[^>]*>/g, "")).trim();
}

/** The first top heading, or the heading that begins the document if no other is as high. */
function firstTitle(blocks: Block[]): string | undefined {
  const headings = blocks.filter((block) => block.kind === "heading" && !/^(?:table of )?contents$/i.test(block.text));
  const levels = headings.map((block) => (block.kind === "heading" ? block.level : 0));
  const first = levels.includes(1) ? levels.indexOf(1) : 0;
  const isTitle =
    levels[first] === 1 || (headings[0] === blocks[0] && levels.filter((level) => level <= levels[0]!).length === 1);
  return isTitle ? headings[first]?.text : undefined;
}

/** Every level of a list or quotation is a recursion of the lexer; indented levels take two columns each. */
function checkNesting(markdown: string, path: string): void {
  for (const [markers] of markdown.matchAll(/^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)+/gm)) {
    const containers = markers.match(/>|[-*+](?=[ \t])|\d[.)]/g)?.length ?? 0;
    const indentation = /^[ \t]*/.exec(markers)![0].length;
    if (containers + indentation / 2 > MAX_NESTING) {
      throw new FootnoteError("FILE_TOO_NESTED", `${path} has more than ${MAX_NESTING} lists or quotations nested.`);
    }
  }
}
