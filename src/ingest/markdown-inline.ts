import { load } from "cheerio/slim";
import type { Token, Tokens } from "marked";

/** The plain text of inline Markdown: emphasis, images and tags gone, links as their text, code with its backticks. */
export function inlineText(tokens: readonly Token[]): string {
  return tokens.map(tokenText).join("");
}

function tokenText(token: Token): string {
  const { tokens, text = "" } = token as Tokens.Generic & { text?: string };
  switch (token.type) {
    case "codespan":
      return token.raw.replace(/\s+/g, " ");
    case "br":
      return " ";
    case "html":
      return /^<br\b/i.test(token.raw) ? " " : "";
    case "image":
    case "checkbox":
    case "def":
      return "";
    case "escape":
      return text;
    case "text":
      return tokens ? inlineText(tokens) : decodeEntities(text.replace(/\[\^[\w-]+\]:?/g, ""));
    default:
      return tokens ? inlineText(tokens) : text;
  }
}

const entities = new Map<string, string>();

/** `&amp;` and its like as the characters they stand for; unknown names stay. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (entity) => {
    let character = entities.get(entity);
    if (character === undefined) {
      character = load(entity).root().text();
      if (entities.size < 5_000) entities.set(entity, character);
    }
    return character;
  });
}
