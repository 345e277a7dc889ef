import { words } from "../text/tokens.js";
import type { MainContent } from "./html-main-content.js";
import { attribute, elementsOf, type HtmlElement, type HtmlParent, lineText, rawText } from "./html-tree.js";
import { normalizeDate } from "./normalize-date.js";
import { splitTags } from "./source-metadata.js";

export interface HtmlMetadata {
  title: string | null;
  url: string | null;
  publishedAt: string | null;
  tags: string[];
}

const DATE_NAMES =
  "date dc.date dc.date.issued dcterms.date dcterms.created dcterms.issued pubdate publish_date citation_publication_date".split(
    " ",
  );

/** What a page says of itself in its head, its first heading and its first time stamp. */
export function readMetadata(document: HtmlParent, { root, isSkipped }: MainContent): HtmlMetadata {
  const meta = new Map<string, string>();
  const structuredData: string[] = [];
  const tags: string[] = [];
  let pageTitle = "";
  let canonical = "";
  for (const element of elementsOf(document, (element) => element.name !== "svg")) {
    if (element.name === "meta") {
      const name = (attribute(element, "property") || attribute(element, "name")).toLowerCase();
      const content = attribute(element, "content").trim();
      if (name && content && !meta.has(name)) meta.set(name, content);
      if (name === "article:tag") tags.push(content);
    } else if (element.name === "title") pageTitle ||= lineText(element);
    else if (element.name === "link" && /\bcanonical\b/i.test(attribute(element, "rel"))) {
      canonical ||= attribute(element, "href");
    } else if (attribute(element, "type") === "application/ld+json") structuredData.push(rawText(element));
  }

  const visible = (element: HtmlElement): boolean => !isSkipped(element);
  const firstHeading = (name: string): string => {
    const heading = find(
      root,
      (element) => visible(element) && element.name === name && lineText(element) !== "",
      visible,
    );
    return heading ? lineText(heading).replace(/\s*[¶#]$/, "") : "";
  };
  const time = find(root, (element) => element.name === "time" && "datetime" in element.attribs);
  const dates = [
    meta.get("article:published_time"),
    ...structuredData.map(datePublished),
    ...DATE_NAMES.map((name) => meta.get(name)),
    time && attribute(time, "datetime"),
  ];
  return {
    title: chooseTitle(meta.get("og:title") ?? pageTitle, ["h1", "h2"].map(firstHeading), meta.get("og:site_name")),
    url: [canonical, meta.get("og:url")].find((url) => url && /^https?:\/\//i.test(url)) ?? null,
    publishedAt: dates.map(normalizeDate).find((date) => date !== null) ?? null,
    tags: tags.length > 0 ? tags : splitTags(meta.get("keywords")),
  };
}

/** "BM25 | The Guide" is "BM25" where a first heading says so or the site's name is the second half. */
function chooseTitle(pageTitle: string, headings: string[], siteName: string | undefined): string | null {
  const parts = [pageTitle, ...pageTitle.split(/\s+[|–—·:»-]\s+|\s*\|\s*/)];
  const same = (a: string, b: string): boolean => words(a).join(" ") === words(b).join(" ");
  const [h1] = headings;
  if (h1 && words(pageTitle).join(" ").startsWith(words(h1).join(" "))) return h1;
  const agreeing = headings.find((heading) => heading && parts.some((part) => same(part, heading)));
  if (agreeing) return agreeing;
  if (siteName && parts.length > 2 && same(parts.at(-1)!, siteName)) {
    return pageTitle.slice(0, pageTitle.lastIndexOf(parts.at(-1)!)).replace(/\s*[|–—·:»-]\s*$/, "");
  }
  return pageTitle || h1 || null;
}

function datePublished(json: string): string | undefined {
  return /"datePublished"\s*:\s*"([^"]{4,40})"/.exec(json)?.[1];
}

function find(
  root: HtmlParent,
  matches: (element: HtmlElement) => boolean,
  enter?: (element: HtmlElement) => boolean,
): HtmlElement | undefined {
  for (const element of elementsOf(root, enter)) if (matches(element)) return element;
  return undefined;
}
