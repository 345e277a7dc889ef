import { attribute, type HtmlElement, isElement, lineText } from "./html-tree.js";

const NEVER_CONTENT = new Set(
  "script style noscript template svg iframe object embed canvas video audio map button input select textarea datalist nav footer dialog menu head rt rp".split(
    " ",
  ),
);

const ROLES = new Set(
  "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist".split(" "),
);

/** Parts of class names, as in `cookie-banner` or `postMeta`. */
const CLASS_WORDS =
  /(?:^|[-_])(?:nav|navbar|navigation|navbox|menu|breadcrumbs?|sidebar|cookies?|consent|gdpr|newsletter|subscribe|signup|share|sharing|social|related|recommended|promo|advert|advertisement|ads?|sponsored|comments?|disqus|pagination|pager|toc|footer|masthead|popup|modal|editsection|noprint|catlinks|skip(?:link|nav)?|sr-only|visually-hidden|screen-reader-text|byline|post-meta|entry-meta|linenos?|line-numbers|gutter|headerlink|header-anchor|anchorjs-link)(?:$|[-_])/;

// An id is often a section's heading (`id="cookies"`, `id="related-work"`), so only names of page parts count.
const IDS =
  /^(?:(?:site|page|main|top|global)[-_]?)?(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|footer|masthead|toc|comments|disqus_thread|(?:cookie|consent)[-_]?(?:banner|notice|bar|note|popup)|newsletter[-_]?(?:box|form|signup)?|share[-_]?(?:bar|buttons))$/;

/** Elements that a note may be made of although their tag or one of their names says something else. */
const NOTE_ELEMENTS = new Set("aside div footer p section".split(" "));

// Body, main and article carry classes about the whole page ("has-sidebar"), headings the names of their subjects.
const NEVER_BY_NAME = new Set("html body main article h1 h2 h3 h4 h5 h6 code pre".split(" "));

/** What belongs to the text wherever it stands: footnotes, boxes with a note or warning, the side boxes of docutils. */
const NOTE_ROLES = /^(?:note|doc-(?:footnotes?|endnotes?|biblioentry|bibliography|tip|notice|example|pullquote))$/;
const NOTE_CLASSES =
  /^(?:footnotes?(?:-list)?|endnotes?|citation(?:-list)?|admonition.*|note|tip|hint|important|warning|caution|danger|callout.*|sidebar-title)$/;

export function isNote(element: HtmlElement): boolean {
  return (
    NOTE_ROLES.test(attribute(element, "role").toLowerCase()) ||
    classesOf(element).some((name) => NOTE_CLASSES.test(name)) ||
    element.children.some((child) => isElement(child) && classesOf(child).includes("sidebar-title"))
  );
}

/** True for elements that are furniture of the site rather than content of the page, as their tag, role or names say. */
export function isBoilerplate(element: HtmlElement): boolean {
  const { name } = element;
  if (isHidden(element)) return true;
  if (name === "button" && isWholeHeading(element)) return false;
  if (NOTE_ELEMENTS.has(name) && isNote(element)) return false;
  if (NEVER_CONTENT.has(name)) return true;
  if (ROLES.has(attribute(element, "role").toLowerCase())) return true;
  if (NEVER_BY_NAME.has(name)) return false;
  return classesOf(element).some((word) => CLASS_WORDS.test(word)) || IDS.test(attribute(element, "id").toLowerCase());
}

/** In lower case, `postMeta` as `post-meta`. */
function classesOf(element: HtmlElement): string[] {
  return attribute(element, "class")
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/\s+/);
}

/** The questions of many lists of questions are buttons that open the answers. */
function isWholeHeading(button: HtmlElement): boolean {
  const { parent } = button;
  return (
    parent !== null &&
    isElement(parent) &&
    /^(?:h[1-6]|dt|summary)$/.test(parent.name) &&
    lineText(parent) === lineText(button)
  );
}

/**
 * Inline styles that keep text from readers but not from us, which is where instructions to a model are hidden. Text in
 * the colour of its background passes: which background that is, only a browser knows.
 */
const INVISIBLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size)\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|em|rem|%)|clip-path\s*:\s*inset\(\s*(?:100|50)%)/i;

export function isHidden(element: HtmlElement): boolean {
  const { hidden } = element.attribs;
  return (
    (hidden !== undefined && hidden !== "until-found") ||
    attribute(element, "aria-hidden") === "true" ||
    INVISIBLE.test(attribute(element, "style"))
  );
}
