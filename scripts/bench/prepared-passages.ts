import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { IndexedPassage } from "../../src/adapters/embedded/passage-source.js";

export const DIMENSION = 384;
const VECTOR_BYTES = 4 * DIMENSION;

/**
 * Passages of a prepared folder, in order, as far as they have vectors: passages.jsonl with `{ id, documentId, title,
 * headingPath, text, url, publishedAt }` a line, vectors.f32 with 384 little-endian float32 a passage.
 */
export async function* preparedPassages(folder: string, count = Infinity): AsyncGenerator<IndexedPassage> {
  const rows = Math.min(count, countVectors(folder));
  const file = openSync(join(folder, "vectors.f32"), "r");
  const lines = createInterface({ input: createReadStream(join(folder, "passages.jsonl")) });
  try {
    let row = 0;
    for await (const line of lines) {
      if (row >= rows) break;
      const record = JSON.parse(line) as Omit<IndexedPassage, "embedding">;
      const embedding = new Float32Array(DIMENSION);
      readSync(file, new Uint8Array(embedding.buffer), 0, VECTOR_BYTES, row * VECTOR_BYTES);
      const place = { start: 0, end: record.text.length, tags: [], trust: "normal", page: null } as const;
      yield {
        ...record,
        ...place,
        tags: [],
        url: record.url ?? null,
        publishedAt: record.publishedAt ?? null,
        embedding,
      };
      row++;
    }
  } finally {
    lines.close();
    closeSync(file);
  }
}

/** Rows of vectors.f32 that are whole. */
export function countVectors(folder: string): number {
  return Math.floor(statSync(join(folder, "vectors.f32")).size / VECTOR_BYTES);
}

/** The first `count` vectors, one behind the other. */
export function readVectors(folder: string, count: number): Float32Array {
  const vectors = new Float32Array(count * DIMENSION);
  const file = openSync(join(folder, "vectors.f32"), "r");
  readSync(file, new Uint8Array(vectors.buffer), 0, vectors.byteLength, 0);
  closeSync(file);
  return vectors;
}

export interface PreparedQuery {
  text: string;
  vector: Float32Array;
}

export function preparedQueries(folder: string): PreparedQuery[] {
  const bytes = readFileSync(join(folder, "queries.f32"));
  const vectors = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const lines = readFileSync(join(folder, "queries.jsonl"), "utf8").trim().split("\n");
  const queries = lines.slice(0, vectors.length / DIMENSION).map((line, i) => {
    const { text } = JSON.parse(line) as { text: string };
    return { text, vector: vectors.subarray(i * DIMENSION, (i + 1) * DIMENSION) };
  });
  return queries.filter(({ vector }) => Math.abs(Math.hypot(...vector) - 1) < 0.01);
}
