import type { Block } from "./extracted-document.js";
import { isBackLink, isReferenceMark, readNotes } from "./html-notes.js";
import { isDataTable, readTable } from "./html-table.js";
import {
  attribute,
  elementsOf,
  type HtmlElement,
  type HtmlNode,
  type HtmlParent,
  isElement,
  isText,
  lineText,
  rawText,
} from "./html-tree.js";

const BLOCKS = new Set(
  "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);
const INLINE_CODE = new Set(["code", "kbd", "samp", "tt", "var"]);
/** Blocks that no term is set before. */
const STANDS_ALONE = /^(?:h[1-6]|pre|ul|ol|dl|table)$/;
/** Stands for `<br>` until a block's text is complete: one is a space, two in a row begin a new block. */
const LINE_BREAK = "\v";

interface Item {
  marker: string;
  depth: number;
  /** Goes in front of the item's first text: the term of a definition. Empty in lists. */
  term: string;
}

/** Blocks below `root` in reading order. Text that stands outside any block becomes paragraphs. */
export function htmlBlocks(root: HtmlParent, isSkipped: (element: HtmlElement) => boolean): Block[] {
  const blocks: Block[] = [];
  let line = "";
  /** The list item whose first line is still to come. */
  let item: Item | null = null;

  function flush(): void {
    const texts = line.split(/\v(?:\s*\v)+/).map((text) => text.replace(/\s+/g, " ").trim());
    line = "";
    for (const text of texts.filter(Boolean)) {
      if (item) {
        const term = item.term && `${item.term}: `;
        blocks.push({ kind: "list-item", text: term + text, marker: item.marker, depth: item.depth });
      } else blocks.push({ kind: "paragraph", text });
      item = null;
    }
  }

  /** A term whose definition begins with no text, but with code or a list, stands by itself; or, without any, alone. */
  function flushTerm(end: ":" | ""): void {
    flush();
    if (item?.term) blocks.push({ kind: "list-item", text: item.term + end, marker: item.marker, depth: item.depth });
    item = null;
  }

  function visitAll(parent: HtmlParent, depth: number): void {
    for (const child of parent.children) visit(child, depth);
  }

  function visit(node: HtmlNode, depth: number): void {
    if (isText(node)) line += node.data;
    if (!isElement(node) || isSkipped(node)) return;
    if (BLOCKS.has(node.name)) {
      flush();
      visitBlock(node, depth);
      flush();
      return;
    }
    if (isReferenceMark(node)) {
      line = line.trimEnd();
      return;
    }
    const text = inlineText(node, isSkipped, line);
    if (text === null) visitAll(node, depth);
    else line += text;
  }

  function visitBlock(element: HtmlElement, depth: number): void {
    const { name } = element;
    if (isDateline(element)) return;
    if (STANDS_ALONE.test(name) && item?.term) flushTerm(":");
    const notes = readNotes(element);
    if (notes) {
      for (const { label, parts } of notes) {
        item = /^\d{1,4}$/.test(label) ? { marker: `${label}.`, depth, term: "" } : { marker: "-", depth, term: label };
        for (const part of parts) visit(part, depth + 1);
        flushTerm("");
      }
    } else if (/^h[1-6]$/.test(name)) {
      const text = textOf(element)
        .replaceAll("`", "")
        .replace(/\s*(?:[¶#§🔗]|\[edit\])$/u, "");
      if (text) blocks.push({ kind: "heading", level: Number(name[1]), text });
    } else if (name === "pre") {
      blocks.push({ kind: "code", text: codeText(element, isSkipped), language: codeLanguage(element) });
    } else if (name === "ul" || name === "ol") {
      if (!isContentsList(element)) visitList(element, depth);
    } else if (name === "dl") visitDefinitions(element, depth);
    else if (name === "table" && isDataTable(element)) {
      const caption = element.children.filter(isElement).find((child) => child.name === "caption");
      if (caption) visit(caption, depth);
      for (const text of readTable(element, textOf)) blocks.push({ kind: "table-row", text });
    } else visitAll(element, depth);
  }

  function visitList(list: HtmlElement, depth: number): void {
    let number = Number.parseInt(attribute(list, "start"), 10) || 1;
    for (const child of list.children) {
      if (!isElement(child) || child.name !== "li") {
        visit(child, depth);
        continue;
      }
      flush();
      if (isSkipped(child)) continue;
      item = { marker: list.name === "ol" ? `${number++}.` : "-", depth, term: "" };
      visitAll(child, depth + 1);
      flush();
      item = null;
    }
  }

  /** `- term: definition`; a term's further definitions are paragraphs. */
  function visitDefinitions(list: HtmlElement, depth: number): void {
    let terms: string[] = [];
    const takeItem = (): Item | null => {
      const term = terms.join(", ").replace(/[:,]$/, "");
      terms = [];
      return term ? { marker: "-", depth, term } : null;
    };
    const visitParts = (parent: HtmlParent): void => {
      for (const child of parent.children) {
        if (!isElement(child)) visit(child, depth);
        else if (isSkipped(child)) continue;
        else if (child.name === "dt") terms.push(textOf(child));
        else if (child.name === "div") visitParts(child);
        else {
          flush();
          item = takeItem();
          if (child.name === "dd") visitAll(child, depth + 1);
          else visit(child, depth);
          flushTerm("");
        }
      }
    };
    visitParts(list);
    flush();
    item = takeItem();
    flushTerm("");
  }

  function textOf(element: HtmlElement): string {
    return htmlBlocks(element, isSkipped)
      .map((block) => block.text)
      .join(" ")
      .replace(/\s+/g, " ");
  }

  visitAll(root, 0);
  flush();
  return blocks;
}

/** The text of an element that is not simply the text of its children; null for all others. */
function inlineText(element: HtmlElement, isSkipped: (element: HtmlElement) => boolean, before: string): string | null {
  const { name } = element;
  if (name === "br") return LINE_BREAK;
  if (isBackLink(element)) return "";
  if (name === "img" || name === "picture" || name === "wbr") return "";
  if (name === "math") return attribute(element, "alttext") || null;
  if (name === "q") return `“${lineText(element)}”`;
  if (name === "sup") {
    const text = lineText(element);
    // 10<sup>6</sup> must not become 106.
    return /[\p{L}\p{N})]$/u.test(before) && /^[-−+]?\d+$/.test(text) ? `^${text}` : null;
  }
  if (name === "a") return /^[¶#§]?$/u.test(lineText(element)) ? "" : null;
  if (!INLINE_CODE.has(name) || [...elementsOf(element)].some((child) => child.name === "pre" || isSkipped(child)))
    return null;
  const text = lineText(element);
  return text && !text.includes("`") ? `\`${text}\`` : text;
}

function codeText(node: HtmlNode, isSkipped: (element: HtmlElement) => boolean): string {
  if (isText(node)) return node.data;
  if (!isElement(node) || isSkipped(node)) return "";
  if (node.name === "br") return "\n";
  return node.children.map((child) => codeText(child, isSkipped)).join("");
}

/** `language-ts`, `lang-ts`, `highlight-source-ts` or `brush: ts`, on the block, its code or the element around it. */
function codeLanguage(pre: HtmlElement): string | null {
  const around = pre.parent && "attribs" in pre.parent ? [pre.parent] : [];
  for (const element of [pre, ...elementsOf(pre), ...around]) {
    const match = /(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([\w+#.-]+)/i.exec(
      attribute(element, "class"),
    );
    if (match) return match[1]!.toLowerCase();
  }
  return null;
}

/** "Published <time>4 May 2026</time>": what the metadata say already. */
function isDateline(element: HtmlElement): boolean {
  if (element.name !== "p" && element.name !== "div") return false;
  return element.children.some((child) => isElement(child) && child.name === "time") && lineText(element).length < 60;
}

/** A list of nothing but links into the same page is its table of contents. */
function isContentsList(list: HtmlElement): boolean {
  const links = [...elementsOf(list)].filter(({ name }) => name === "a");
  if (links.length < 2 || !links.every((link) => attribute(link, "href").startsWith("#"))) return false;
  const length = (node: HtmlNode): number => rawText(node).replace(/\s+/g, "").length;
  return links.reduce((sum, link) => sum + length(link), 0) >= 0.9 * length(list);
}
