import { crc32 } from "node:zlib";

/** What a row of the store consists of, embeddings apart. */
export type StoredValue = string | number | null;

/**
 * CRC-32 of values in order, each with its type and length, so that no two lists read alike. A value of another type,
 * such as the bytes that a damaged row has in the place of a text, has no checksum: NaN equals none.
 */
export function checksumOf(values: readonly StoredValue[]): number {
  let framed = "";
  for (const value of values) {
    if (typeof value === "string") framed += `${value.length}:${value};`;
    else if (typeof value === "number") framed += `${value};`;
    else if (value === null) framed += "~;";
    else return NaN;
  }
  return crc32(framed);
}

/** CRC-32 of an embedding's bytes, bound to the passage they belong to. */
export function embeddingChecksum(passageId: string, embedding: Uint8Array): number {
  return embedding instanceof Uint8Array ? crc32(embedding, checksumOf([passageId])) : NaN;
}
