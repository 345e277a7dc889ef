import type { Passage } from "../../domain/document.js";

export const PASSAGE_COLUMNS = `
  p.id, p.document_id AS documentId, d.title, d.url, d.published_at AS publishedAt,
  d.tags, d.trust, p.page, p.heading_path AS headingPath, p.start_offset AS start, p.end_offset AS end, p.text
`;

/** Leaves the passages of linked duplicates to themselves. */
export const SEARCHED_PASSAGES = "passages p JOIN documents d ON d.id = p.document_id AND d.duplicate_of IS NULL";

export type PassageRow = Omit<Passage, "headingPath" | "tags"> & { headingPath: string; tags: string };

export function toPassage(row: PassageRow): Passage {
  return { ...row, tags: JSON.parse(row.tags) as string[], headingPath: JSON.parse(row.headingPath) as string[] };
}

export function toBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A copy, because SQLite's bytes need not lie at a multiple of four; null when they are not `dimension` floats. */
export function toVector(blob: Uint8Array, dimension: number): Float32Array | null {
  if (blob.byteLength !== dimension * Float32Array.BYTES_PER_ELEMENT) return null;
  const vector = new Float32Array(dimension);
  new Uint8Array(vector.buffer).set(blob);
  return vector;
}
