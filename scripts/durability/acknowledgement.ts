import { createHash } from "node:crypto";
import { toBlob } from "../../src/adapters/embedded/vector-bytes.js";
import type { Document, Passage } from "../../src/domain/document.js";

/** One line that the writing process prints: before it touches a document, and once it is told that this is done. */
export type Acknowledgement =
  { event: "opening" | "open" | "closing" } | { event: "begins" | "done"; id: string; digest: ContentDigest | null };

/** Equal for a document that was put and the same document as it is read; null stands for its removal. */
export interface ContentDigest {
  document: string;
  /** Of all passages, vectors included. */
  passages: string;
}

type PassageContent = Pick<Passage, "id" | "headingPath" | "page" | "start" | "end" | "text"> & {
  embedding: Float32Array;
};

export function digestOf(document: Document, passages: readonly PassageContent[]): ContentDigest {
  const { id, title, url, publishedAt, tags, trust, text } = document;
  const hash = createHash("sha256");
  for (const { id, headingPath, page, start, end, text, embedding } of passages) {
    hash.update(JSON.stringify([id, headingPath, page, start, end, text]));
    hash.update(toBlob(embedding));
  }
  return {
    document: createHash("sha256")
      .update(JSON.stringify([id, title, url, publishedAt, tags, trust, text]))
      .digest("hex"),
    passages: hash.digest("hex"),
  };
}
