import type { Source, SourcePassage } from "./answer.js";
import type { Passage } from "./document.js";

/** `p. 3`, `pp. 3, 7`; empty for passages without pages. */
export function formatPages(passages: Pick<SourcePassage, "page">[]): string {
  const pages = [...new Set(passages.flatMap(({ page }) => page ?? []))].sort((a, b) => a - b);
  return pages.length === 0 ? "" : `${pages.length > 1 ? "pp." : "p."} ${pages.join(", ")}`;
}

/** Passages grouped into numbered sources, one a document, in the order in which documents first appear. */
export function numberSources(passages: Passage[]): Source[] {
  const sources = new Map<string, Source>();
  for (const { documentId, title, url, publishedAt, id, headingPath, page, text, start, end } of passages) {
    let source = sources.get(documentId);
    if (!source) {
      source = { number: sources.size + 1, documentId, title, url, publishedAt, passages: [] };
      sources.set(documentId, source);
    }
    if (!source.passages.some((passage) => passage.id === id)) {
      source.passages.push({ id, headingPath, page, text, start, end });
    }
  }
  return [...sources.values()];
}
