import type { Source } from "./answer.js";
import type { Passage } from "./document.js";

/** Passages grouped into numbered sources, one a document, in the order in which documents first appear. */
export function numberSources(passages: Passage[]): Source[] {
  const sources = new Map<string, Source>();
  for (const { documentId, title, url, publishedAt, id, headingPath, text, start, end } of passages) {
    let source = sources.get(documentId);
    if (!source) {
      source = { number: sources.size + 1, documentId, title, url, publishedAt, passages: [] };
      sources.set(documentId, source);
    }
    if (!source.passages.some((passage) => passage.id === id)) {
      source.passages.push({ id, headingPath, text, start, end });
    }
  }
  return [...sources.values()];
}
