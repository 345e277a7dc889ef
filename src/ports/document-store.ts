import type { Document, Passage } from "../domain/document.js";

/** A passage before it is stored: its document supplies the rest. */
export type PassageDraft = Pick<Passage, "id" | "headingPath" | "page" | "start" | "end" | "text"> & {
  embedding: Float32Array;
};

/** Where ingest writes. Each write is durable and whole when its promise resolves. */
export interface DocumentStore {
  /** Content hash by document id, for every document: `{ "docs/hnsw.md" => "9f86d081..." }`. */
  contentHashes(): Promise<Map<string, string>>;
  /**
   * Adds the document or replaces the one with its id, passages and embeddings included, in one transaction. Of several
   * documents that say the same one is searched, whatever `duplicateOf` says here; the others stand in when it goes.
   */
  putDocument(document: Document, contentHash: string, passages: PassageDraft[]): Promise<void>;
  /** Documents that are linked to another one, by id: `{ "copy.md" => "original.md" }`. */
  duplicates(): Promise<Map<string, string>>;
  /** Removes documents with their passages, in one transaction; unknown ids are left out. */
  removeDocuments(ids: string[]): Promise<void>;
}
