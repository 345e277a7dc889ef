import { type CheerioAPI, load } from "cheerio/slim";
import { checkNesting } from "./html-nesting.js";

// Only the parser of cheerio is used: its selectors take quadratic time in the number of siblings, and a document's
// blocks need one walk in reading order anyway.
export type HtmlNode = ReturnType<CheerioAPI["root"]>[0]["children"][number];
export type HtmlElement = Extract<HtmlNode, { attribs: unknown }>;
export type HtmlText = Exclude<Extract<HtmlNode, { data: string }>, { name: string }>;
export type HtmlParent = Extract<HtmlNode, { children: unknown }>;

/** The tree of a page or fragment. @throws FootnoteError FILE_TOO_NESTED */
export function parseHtml(html: string, path: string): HtmlParent {
  checkNesting(html, path);
  return load(html).root()[0]!;
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return "attribs" in node;
}

export function isText(node: HtmlNode): node is HtmlText {
  return (node.type as string) === "text";
}

export function attribute(element: HtmlElement, name: string): string {
  return element.attribs[name] ?? "";
}

/** Elements below `root` in document order; what lies below one for which `enter` is false is passed over. */
export function* elementsOf(
  root: HtmlParent,
  enter: (element: HtmlElement) => boolean = () => true,
): Generator<HtmlElement> {
  const waiting = [...root.children].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!isElement(node)) continue;
    yield node;
    if (enter(node)) for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i]!);
  }
}

/** All text below a node, as it stands in the file. */
export function rawText(node: HtmlNode): string {
  if (isText(node)) return node.data;
  return "children" in node ? node.children.map(rawText).join("") : "";
}

/** All text below a node on one line. */
export function lineText(node: HtmlNode): string {
  return rawText(node).replace(/\s+/g, " ").trim();
}
