import { isBoilerplate, isHidden, isNote } from "./html-boilerplate.js";
import { isDataTable } from "./html-table.js";
import { attribute, elementsOf, type HtmlElement, type HtmlParent, isElement, isText, rawText } from "./html-tree.js";

/** Where the page's own text is, and which elements inside it are to be passed over. */
export interface MainContent {
  root: HtmlParent;
  isSkipped: (element: HtmlElement) => boolean;
}

/** A block this much heavier than all its siblings together holds the content. */
const DOMINANT_SHARE = 0.8;
/** An element that looks like boilerplate but holds this share of the page's text is the page. */
const PROTECTED_SHARE = 0.5;
/** A `<main>` with less of the text than this is a shell around something else. */
const MIN_MAIN_SHARE = 0.25;
/** Menus are made of the text of links: it weighs less than other text. */
const LINK_FACTOR = 0.25;
/** An aside with more of its letters in links leads elsewhere. */
const MAX_LINK_SHARE = 0.5;

/**
 * Finds the main content: `<main>` or `role=main`, else the one `<article>`, else the densest block, which is reached
 * from the body by going down as long as one child holds nearly all of the text.
 */
export function findMainContent(document: HtmlParent): MainContent {
  const weights = weigh(document, () => false);
  const holders = ancestors([...elementsOf(document)].filter(isMain));
  const total = weights.get(document)!;
  const hasArticle = [...elementsOf(document)].some(({ name }) => name === "article");
  const isMinor = (element: HtmlElement): boolean => weights.get(element)! < PROTECTED_SHARE * total;

  /** An aside inside the article, or the main content without one, is part of it, unless it is made of links. */
  function isOfText(aside: HtmlElement): boolean {
    const letters = rawText(aside).replace(/\s+/g, "").length;
    const isProse = weights.get(aside)! > letters * (1 - MAX_LINK_SHARE * (1 - LINK_FACTOR));
    return isProse && isInside(aside, hasArticle ? ({ name }) => name === "article" : isMain);
  }

  const isSkipped = (element: HtmlElement): boolean => {
    if (element.name === "form") return isMinor(element);
    if (element.name === "header") return !isHeadOfText(element) && isMinor(element);
    const isAside = element.name === "aside" && !isNote(element);
    if (!isBoilerplate(element) && !(isAside && !isOfText(element))) return false;
    if (holders.has(element) && !isHidden(element) && !isAlwaysSkipped(element)) return false;
    return isAlwaysSkipped(element) || isMinor(element);
  };

  const content = weigh(document, isSkipped);
  const weightOf = (element: HtmlParent): number => content.get(element) ?? 0;
  const visible = [...elementsOf(document, (element) => !isSkipped(element))].filter((element) => !isSkipped(element));
  const enough = (element: HtmlElement): boolean => weightOf(element) >= MIN_MAIN_SHARE * weightOf(document);
  const heaviest = (elements: HtmlElement[]): HtmlElement | undefined =>
    elements.filter(enough).sort((a, b) => weightOf(b) - weightOf(a))[0];

  const mains = visible.filter(isMain);
  const articles = visible.filter((element) => element.name === "article");
  const root =
    heaviest(mains) ?? (articles.length === 1 ? heaviest(articles) : undefined) ?? densest(document, weightOf);
  return { root, isSkipped };
}

function isMain(element: HtmlElement): boolean {
  return element.name === "main" || attribute(element, "role") === "main";
}

/** What stands around the main content is no furniture, whatever it is called: `<section class="nav-content-wrap">`. */
function ancestors(elements: HtmlElement[]): Set<HtmlParent> {
  const result = new Set<HtmlParent>();
  for (const { parent } of elements) {
    for (let around = parent; around && !result.has(around); around = around.parent) result.add(around);
  }
  return result;
}

function densest(document: HtmlParent, weightOf: (element: HtmlParent) => number): HtmlParent {
  let root = document;
  for (;;) {
    const next = root.children.filter(isElement).find((child) => weightOf(child) > DOMINANT_SHARE * weightOf(root));
    // Inside a paragraph, list or table of data there is nothing to choose any more.
    if (
      !next ||
      (next.name === "table" && isDataTable(next)) ||
      !/^(?:html|body|div|section|article|main|center|form|td|tr|tbody|table|span)$/.test(next.name)
    )
      return root;
    root = next;
  }
}

/** Letters of running text below each element; text of links counts less. */
function weigh(document: HtmlParent, isSkipped: (element: HtmlElement) => boolean): Map<HtmlParent, number> {
  const weights = new Map<HtmlParent, number>();
  const visit = (parent: HtmlParent, factor: number): number => {
    let sum = 0;
    for (const child of parent.children) {
      if (isText(child)) sum += factor * child.data.replace(/\s+/g, "").length;
      else if (isElement(child) && !/^(?:script|style)$/.test(child.name) && !isSkipped(child)) {
        sum += visit(child, child.name === "a" ? factor * LINK_FACTOR : factor);
      }
    }
    weights.set(parent, sum);
    return sum;
  };
  visit(document, 1);
  return weights;
}

function isAlwaysSkipped({ name }: HtmlElement): boolean {
  return /^(?:script|style|noscript|template|svg|head|nav|select|textarea)$/.test(name);
}

/** The head of an article or of a section, rather than of the site. */
function isHeadOfText(header: HtmlElement): boolean {
  if (isInside(header, (element) => element.name === "article" || isMain(element))) return true;
  const hasSectionHeading = [...elementsOf(header)].some(({ name }) => /^h[2-6]$/.test(name));
  return hasSectionHeading && isInside(header, ({ name }) => name === "section");
}

function isInside(element: HtmlElement, matches: (around: HtmlElement) => boolean): boolean {
  for (let parent = element.parent; parent; parent = parent.parent) {
    if (isElement(parent) && matches(parent)) return true;
  }
  return false;
}
