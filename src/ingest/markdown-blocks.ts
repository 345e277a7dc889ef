import { Lexer, type Token, type Tokens } from "marked";
import type { Block } from "./extracted-document.js";
import { isBoilerplate } from "./html-boilerplate.js";
import { htmlBlocks } from "./html-blocks.js";
import { parseHtml } from "./html-tree.js";
import { linearizeTable } from "./linearize-table.js";
import { inlineText } from "./markdown-inline.js";

// The lexer takes quadratic time on some long runs (`a_a_a_`); no paragraph that people write is as long.
const MAX_INLINE_LENGTH = 10_000;

/**
 * Block tokens of Markdown. Only marked's lexer is used: what it would render may hold foreign HTML, and link
 * definitions such as `[1]: https://...` would pass for citations.
 */
export function lexMarkdown(markdown: string): Token[] {
  const lexer = new Lexer({ gfm: true });
  const tokens = lexer.blockTokens(markdown, []);
  // `lex()` would do the same for every inline text, however long. It takes them from the queue's head, each in a time that
  // grows with the queue; so they are read in place, and with them what is added while they are read.
  for (const { src, tokens: inline } of lexer.inlineQueue) {
    if (src.length <= MAX_INLINE_LENGTH) lexer.inlineTokens(src, inline);
    else inline.push({ type: "text", raw: src, text: src });
  }
  return tokens;
}

/** Blocks of tokens in reading order; definitions, images, rules and tags are left out. */
export function markdownBlocks(tokens: Token[], path: string, depth = 0): Block[] {
  return tokens.flatMap((token): Block[] => {
    switch (token.type) {
      case "heading": {
        const { depth: level, tokens: inline } = token as Tokens.Heading;
        const text = inlineText(inline)
          .replaceAll("`", "")
          .replace(/\s*\{#[\w-]+\}\s*$/, "");
        return [{ kind: "heading", level, text }];
      }
      case "paragraph":
      case "text":
        return [{ kind: "paragraph", text: paragraphText(token as Tokens.Paragraph | Tokens.Text) }];
      case "code": {
        const { text, lang } = token as Tokens.Code;
        return [{ kind: "code", text, language: /^[\w+#.-]+/.exec(lang ?? "")?.[0].toLowerCase() ?? null }];
      }
      case "blockquote":
        return markdownBlocks((token as Tokens.Blockquote).tokens, path, depth);
      case "list":
        return isContentsList(token as Tokens.List) ? [] : listBlocks(token as Tokens.List, path, depth);
      case "table": {
        const { header, rows } = token as Tokens.Table;
        const cells = (row: Tokens.TableCell[]): string[] => row.map((cell) => inlineText(cell.tokens));
        return linearizeTable(cells(header), rows.map(cells)).map((text) => ({ kind: "table-row", text }));
      }
      case "html":
        return htmlBlocks(parseHtml(token.raw, path), isBoilerplate);
      default:
        return [];
    }
  });
}

function paragraphText(token: Tokens.Paragraph | Tokens.Text): string {
  const text = inlineText(token.tokens ?? [token]);
  // GitHub's `[!NOTE]` and the `:::` fences of documentation sites are labels of boxes.
  return text
    .replace(/^\[!(\w)(\w*)\]\s*/, (_, first: string, rest: string) => `${first}${rest.toLowerCase()}: `)
    .replace(/^[ \t]*:{3,}.*$/gm, "");
}

function listBlocks(list: Tokens.List, path: string, depth: number): Block[] {
  return list.items.flatMap((item, i) => {
    const [first, ...rest] = markdownBlocks(item.tokens, path, depth + 1);
    if (first?.kind !== "paragraph") return first ? [first, ...rest] : [];
    const marker = list.ordered ? `${Number(list.start || 1) + i}.` : "-";
    return [{ kind: "list-item", text: first.text, marker, depth }, ...rest];
  });
}

/** A list of nothing but links into the same page is its table of contents. */
function isContentsList(list: Tokens.List): boolean {
  const isContentsItem = (token: Token): boolean => {
    if (token.type === "list") return (token as Tokens.List).items.every((item) => item.tokens.every(isContentsItem));
    if (token.type === "link") return (token as Tokens.Link).href.startsWith("#");
    if (token.type === "text" || token.type === "paragraph") {
      const { tokens, raw } = token as Tokens.Paragraph | Tokens.Text;
      return tokens ? tokens.every(isContentsItem) : !raw.trim();
    }
    return token.type === "space";
  };
  return list.items.length > 0 && isContentsItem(list);
}
