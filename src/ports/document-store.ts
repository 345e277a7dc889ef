import type { Document, Passage } from "../domain/document.js";

/** A passage before it is stored: its document supplies the rest. */
export type PassageDraft = Pick<Passage, "id" | "headingPath" | "start" | "end" | "text"> & { embedding: Float32Array };

/** Where ingest writes. Each write is durable and whole when its promise resolves. */
export interface DocumentStore {
  /** Content hash by document id, for every document: `{ "docs/hnsw.md" => "9f86d081..." }`. */
  contentHashes(): Promise<Map<string, string>>;
  /** Adds the document or replaces the one with its id, passages and embeddings included, in one transaction. */
  putDocument(document: Document, contentHash: string, passages: PassageDraft[]): Promise<void>;
  /** Removes documents with their passages, in one transaction; unknown ids are left out. */
  removeDocuments(ids: string[]): Promise<void>;
}
