import type { Document } from "../../../src/domain/document.js";
import type { PassageDraft } from "../../../src/ports/document-store.js";

export const sampleModel = { embeddingModel: "hashing@1", dimension: 4 };

/** A document of two passages, or of one when the text has a single word. */
export function documentOf(
  id: string,
  text = `First passage of ${id}. Second one 😀.`,
): { document: Document; passages: PassageDraft[] } {
  const cut = text.indexOf(" ", text.length / 2);
  const spans = cut > 0 ? [[0, cut] as const, [cut + 1, text.length] as const] : [[0, text.length] as const];
  const passages = spans.map(([start, end], i) => ({
    id: `${id}#${i}`,
    page: i + 1,
    headingPath: ['Heading, "quoted"'],
    start,
    end,
    text: text.slice(start, end),
    embedding: new Float32Array([0, 0.6, 0, 0.8]),
  }));
  const about = {
    url: null,
    publishedAt: "2026-05-04",
    tags: ["news", "ünïcode"],
    trust: "low" as const,
    duplicateOf: null,
  };
  return { document: { id, title: `Title of ${id}`, ...about, text }, passages };
}
