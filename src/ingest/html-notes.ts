import { attribute, elementsOf, type HtmlElement, isElement, isText, lineText } from "./html-tree.js";

/** A footnote or an entry of a bibliography: its mark, `1` or `Cox84`, and the elements that hold its text. */
export interface HtmlNote {
  label: string;
  parts: HtmlElement[];
}

/**
 * The footnotes of an element as docutils and Sphinx write them: one by one in boxes, formerly as the rows of a table or
 * the pairs of a definition list. Null for an element that holds none in these forms.
 */
export function readNotes(element: HtmlElement): HtmlNote[] | null {
  if (!hasClass(element, "footnote") && !hasClass(element, "citation")) return null;
  if (element.name === "table") {
    return [...elementsOf(element)]
      .filter(({ name }) => name === "tr")
      .map((row) => toNote(row.children.filter(isElement)));
  }
  const children = element.children.filter(isElement);
  if (element.name === "dl") {
    const terms = children.filter(({ name }) => name === "dt");
    return terms.map((term) => toNote([term, ...definitionsOf(term, children)]));
  }
  return children[0] && hasClass(children[0], "label") ? [toNote(children)] : null;
}

function definitionsOf(term: HtmlElement, siblings: HtmlElement[]): HtmlElement[] {
  const behind = siblings.slice(siblings.indexOf(term) + 1);
  const next = behind.findIndex(({ name }) => name === "dt");
  return next < 0 ? behind : behind.slice(0, next);
}

function toNote([label, ...parts]: HtmlElement[]): HtmlNote {
  const text = label
    ? label.children
        .filter((child) => !isElement(child) || !isBackLink(child))
        .map(lineText)
        .join("")
    : "";
  const mark = /^\[?\s*([^\]]*?)\s*\]?$/.exec(text)?.[1] ?? text;
  return { label: mark, parts: parts.filter((part) => !isBackLink(part)) };
}

/** `[3]`, `[note 1]`, `[citation needed]`: marks of a reference, not words of the text. */
export function isReferenceMark(element: HtmlElement): boolean {
  const { name, children } = element;
  if (name === "a") return attribute(element, "role") === "doc-noteref" || hasClass(element, "footnote-reference");
  if (name !== "sup") return false;
  const text = lineText(element);
  const isLink = children.length === 1 && isElement(children[0]!) && children[0].name === "a";
  return hasClass(element, "reference") || /^\[[^\]]{1,40}\]$/.test(text) || (isLink && /^\W*\w{1,3}\W*$/.test(text));
}

const BACK_LINK_CLASSES = [
  "footnote-back",
  "footnote-backref",
  "reversefootnote",
  "data-footnote-backref",
  "backrefs",
  "mw-cite-backlink",
];

/** What leads from a footnote back to its places in the text: `↩`, `(1, 2)`, or Wikipedia's `^ a b`. */
export function isBackLink(element: HtmlElement): boolean {
  const { name, children } = element;
  if (
    BACK_LINK_CLASSES.some((back) => hasClass(element, back)) ||
    (name === "span" && hasClass(element, "fn-backref"))
  ) {
    return true;
  }
  if (name === "a") return /^[↩↑⤴↵^]\ufe0e?$/u.test(lineText(element));
  const isList = name === "em" && children.some((child) => isElement(child) && hasClass(child, "fn-backref"));
  return isList && children.every((child) => (isText(child) ? /^[\s(,)]*$/.test(child.data) : isElement(child)));
}

function hasClass(element: HtmlElement, name: string): boolean {
  return attribute(element, "class").split(/\s+/).includes(name);
}
