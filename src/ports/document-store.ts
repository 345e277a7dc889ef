import type { Document, Passage } from "../domain/document.js";

/** A passage before it is stored: its document supplies the rest. */
export type PassageDraft = Pick<Passage, "id" | "headingPath" | "start" | "end" | "text"> & { embedding: Float32Array };

/** Where ingest writes. Each write is durable and whole when its promise resolves. */
export interface DocumentStore {
  /** Content hash by document id, for the documents that came from one ingested path. */
  contentHashes(sourceRoot: string): Promise<Map<string, string>>;
  /** Adds the document or replaces the one with its id, passages and embeddings included, in one transaction. */
  putDocument(
    document: Document,
    origin: { sourceRoot: string; contentHash: string },
    passages: PassageDraft[],
  ): Promise<void>;
  removeDocuments(ids: string[]): Promise<void>;
}
