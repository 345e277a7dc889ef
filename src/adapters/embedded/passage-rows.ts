import type { Passage } from "../../domain/document.js";
import type { PassageDraft } from "../../ports/document-store.js";
import { checksumOf, embeddingChecksum } from "./checksums.js";
import { assertSound } from "./damage.js";
import type { DocumentHead } from "./document-rows.js";
import { fromBlob, toBlob } from "./vector-bytes.js";

export const PASSAGE_COLUMNS = `
  id, document_id AS documentId, page, heading_path AS headingPath, start_offset AS start, end_offset AS end,
  embedding_checksum AS embeddingChecksum, checksum, text
`;

export interface PassageRow {
  id: string;
  documentId: string;
  page: number | null;
  /** JSON array of strings. */
  headingPath: string;
  start: number;
  end: number;
  /** Apart from the row's own, so that a text can be checked without its embedding, and an embedding without its text. */
  embeddingChecksum: number;
  /** Of everything here, the embedding's checksum included. */
  checksum: number;
  text: string;
}

export interface EmbeddingRow {
  id: string;
  embedding: Uint8Array;
  embeddingChecksum: number;
}

export function toPassageRow(
  documentId: string,
  { id, page, headingPath, start, end, text, embedding }: PassageDraft,
): PassageRow & EmbeddingRow {
  const blob = toBlob(embedding);
  const row = {
    ...{ id, documentId, page, headingPath: JSON.stringify(headingPath), start, end, text },
    ...{ embedding: blob, embeddingChecksum: embeddingChecksum(id, blob) },
  };
  return { ...row, checksum: rowChecksum(row) };
}

/** Turns the rows of a document into passages. @throws Damage (the function made) */
export function passagesOf({ title, url, publishedAt, tags: json, trust }: DocumentHead): (row: PassageRow) => Passage {
  const tags = JSON.parse(json) as string[];
  return (row) => {
    const { id, documentId, page, start, end, text } = row;
    assertSound(row.checksum === rowChecksum(row), () => `passage ${id} differs from its checksum`);
    const headingPath = JSON.parse(row.headingPath) as string[];
    return { id, documentId, title, url, publishedAt, tags, trust, page, headingPath, start, end, text };
  };
}

/** @throws Damage */
export function toVector(
  { id, embedding, embeddingChecksum: expected }: EmbeddingRow,
  dimension: number,
): Float32Array {
  const isSound = expected === embeddingChecksum(id, embedding);
  assertSound(isSound, () => `the embedding of passage ${id} differs from its checksum`);
  const vector = fromBlob(embedding, dimension);
  assertSound(
    vector !== null,
    () => `the embedding of passage ${id} has ${embedding.byteLength} bytes, not ${dimension} numbers`,
  );
  return vector;
}

function rowChecksum(row: Omit<PassageRow, "checksum">): number {
  const { id, documentId, page, headingPath, start, end, embeddingChecksum, text } = row;
  return checksumOf([id, documentId, page, headingPath, start, end, embeddingChecksum, text]);
}
