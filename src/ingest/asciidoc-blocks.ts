import { asciiDocInline as inline } from "./asciidoc-inline.js";
import { asciiDocTable } from "./asciidoc-table.js";
import type { Block } from "./extracted-document.js";
import { runOf } from "./indented-lines.js";

const LIST_ITEM = /^\s*([-*]|\*{2,5}|\.{1,5}|\d{1,3}\.)\s+(?=\S)/;
const VERBATIM = /^(?:-{4,}|\.{4,}|\+{4,}|`{3,}.*)\s*$/;
const TABLE = /^[|,:!]={3,}\s*$/;
/** Lines that open or close a box of ordinary text, or stand for nothing that is read. */
const UNSEEN =
  /^(?:={4,}|\*{4,}|_{4,}|--|'{3,}|<{3,}|\+|\[\[.*\]\]|:!?[\w-]+!?:.*|(?:image|video|audio|include|toc|ifdef|ifndef|ifeval|endif)::?\S*\[.*\])\s*$/;

/** Underlines of titles in the older notation, highest level first. */
const UNDERLINES = "=-~^+";

/** Blocks of the lines of an AsciiDoc file's body, in reading order. */
export function asciiDocBlocks(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let attributes = "";
  let number = 0;
  let i = 0;
  while (i < lines.length) {
    const line = lines[i]!;
    const underlined = underlinedLevel(line, lines[i + 1] ?? "");
    if (underlined) {
      blocks.push({ kind: "heading", level: underlined, text: inline(line) });
      i += 2;
      continue;
    }
    const [, signs, heading] = /^(={1,6})\s+(\S.*)$/.exec(line) ?? [];
    const item = LIST_ITEM.exec(line);
    const used = attributes;
    if (!/^\[.*\]\s*$/.test(line)) attributes = "";
    if (/^\/{4,}\s*$/.test(line) || VERBATIM.test(line) || TABLE.test(line)) {
      const inside = runOf(lines, i + 1, (next) => !isClosing(line, next));
      i += inside.length + 2;
      if (TABLE.test(line)) blocks.push(...asciiDocTable(inside, used));
      else if (!line.startsWith("/")) {
        blocks.push({ kind: "code", text: inside.join("\n"), language: languageOf(line, used) });
      }
      continue;
    }
    i++;
    if (!line.trim() || line.startsWith("//") || UNSEEN.test(line)) continue;
    if (/^\[.*\]\s*$/.test(line)) attributes = line;
    else if (heading) blocks.push({ kind: "heading", level: signs!.length, text: inline(heading) });
    else {
      const rest = runOf(lines, i, (next) => continues(next));
      i += rest.length;
      const text = [line, ...rest].map((part) => part.replace(/\s\+$/, "").trim()).join(" ");
      if (!item) {
        // `.Title` of the block that follows.
        const isTitle = /^\.[^\s.]/.test(line) && rest.length === 0;
        blocks.push({ kind: "paragraph", text: inline(isTitle ? text.slice(1) : text) });
        number = 0;
        continue;
      }
      const sign = item[1]!;
      const depth = /^\d|^-/.test(sign) ? 0 : sign.length - 1;
      const isNumbered = /^[.\d]/.test(sign);
      if (isNumbered && depth === 0) number = /^\d/.test(sign) ? Number.parseInt(sign) : number + 1;
      const marker = !isNumbered ? "-" : depth === 0 ? `${number}.` : "-";
      blocks.push({ kind: "list-item", text: inline(text.slice(item[0].trimStart().length)), marker, depth });
    }
  }
  return blocks.filter(({ text }) => text.trim());
}

/** The level of a title over a line of one sign about as long as it (Asciidoctor allows one column more or less). */
function underlinedLevel(line: string, next: string): number | null {
  const sign = /^([=\-~^+])\1{2,}\s*$/.exec(next)?.[1];
  const isTitle = /^[\p{L}\p{N}"'(]/u.test(line) && Math.abs(line.trimEnd().length - next.trimEnd().length) <= 1;
  return sign && isTitle ? UNDERLINES.indexOf(sign) + 1 : null;
}

/** A block ends with the line that opened it; fences are closed by bare ones. */
function isClosing(opening: string, line: string): boolean {
  return line.trim() === (opening.startsWith("```") ? "```" : opening.trim());
}

/** True for a further line of a paragraph or list item. */
function continues(line: string): boolean {
  const startsOther = LIST_ITEM.test(line) || VERBATIM.test(line) || TABLE.test(line) || UNSEEN.test(line);
  return Boolean(line.trim()) && !startsOther && !/^(?:\/\/|\[.*\]\s*$|={1,6}\s)/.test(line);
}

/** `[source,ruby]` above the block, or the word after the fence. */
function languageOf(opening: string, attributes: string): string | null {
  const named = /^\[(?:source)?[^,\]]*,\s*([\w+#.-]+)/.exec(attributes) ?? /^`{3,}\s*([\w+#.-]+)/.exec(opening);
  return named?.[1]!.toLowerCase() ?? null;
}
