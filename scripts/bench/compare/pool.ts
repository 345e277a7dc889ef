import { createWriteStream } from "node:fs";
import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { collect, readRows } from "../../../eval/data/rows.js";
import type { Relevance } from "../../../eval/metrics/ranking.js";
import { toBlob } from "../../../src/adapters/embedded/vector-bytes.js";
import type { ComparedPassage, ComparedQuery } from "./engines/engine.js";

/**
 * Passages and judged queries with their vectors in one folder, so that a fresh process needs no model to read them:
 * `passages.jsonl` and `queries.jsonl`, one object a line, and beside them `vectors.f32` and `queries.f32`, the vectors
 * in the same order as float32, one behind the other.
 */
export interface Pool {
  passages: ComparedPassage[];
  vectors: Float32Array[];
  queries: JudgedVectorQuery[];
}

export interface JudgedVectorQuery extends ComparedQuery {
  id: string;
  relevance: Relevance;
}

const PASSAGES = "passages.jsonl";
export const VECTORS = "vectors.f32";
const QUERIES = "queries.jsonl";
const QUERY_VECTORS = "queries.f32";

const passageRow = z.object({
  id: z.string(),
  documentId: z.string(),
  title: z.string(),
  headingPath: z.array(z.string()),
  text: z.string(),
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
});
const queryRow = z.object({ id: z.string(), text: z.string(), relevant: z.record(z.string(), z.number()) });

/**
 * The first `size` passages, in the order of their ids: engines break ties by the order they were given, and files put
 * the relevant passages first.
 */
export async function readPassages(folder: string, size: number): Promise<Pick<Pool, "passages" | "vectors">> {
  const passages = await collect(readRows(join(folder, PASSAGES), passageRow, { limit: size }));
  const [queryCount, queryBytes] = [(await readQueryRows(folder)).length, await readFile(join(folder, QUERY_VECTORS))];
  const dimension = queryBytes.byteLength / 4 / queryCount;
  const bytes = Buffer.alloc(passages.length * dimension * 4);
  const file = await open(join(folder, VECTORS));
  const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, 0).finally(() => file.close());
  if (bytesRead < bytes.byteLength) throw new Error(`${join(folder, VECTORS)} has too few vectors for its passages.`);
  const vectors = split(bytes, passages.length);
  const order = Array.from(passages, ({ id }, i) => ({ id, i })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { passages: order.map(({ i }) => passages[i]!), vectors: order.map(({ i }) => vectors[i]!) };
}

/** The queries; those that judge no passage `isThere` relevant are left out. */
export async function readQueries(folder: string, isThere: (passageId: string) => boolean): Promise<Pool["queries"]> {
  const rows = await readQueryRows(folder);
  const vectors = split(await readFile(join(folder, QUERY_VECTORS)), rows.length);
  return rows
    .map(({ id, text, relevant }, i) => {
      const relevance = new Map(Object.entries(relevant).filter(([passageId]) => isThere(passageId)));
      return { id, text, vector: vectors[i]!, relevance };
    })
    .filter(({ relevance }) => [...relevance.values()].some((grade) => grade > 0));
}

/** Writes a pool into an existing folder. */
export async function writePool(folder: string, { passages, vectors, queries }: Pool): Promise<void> {
  const lines = (rows: object[]): Readable => Readable.from(rows.map((row) => `${JSON.stringify(row)}\n`));
  const queryRows = queries.map(({ id, text, relevance }) => ({ id, text, relevant: Object.fromEntries(relevance) }));
  await pipeline(lines(passages), createWriteStream(join(folder, PASSAGES)));
  await pipeline(lines(queryRows), createWriteStream(join(folder, QUERIES)));
  await writeFile(join(folder, VECTORS), concatenate(vectors));
  await writeFile(join(folder, QUERY_VECTORS), concatenate(queries.map(({ vector }) => vector)));
}

const readQueryRows = (folder: string) => collect(readRows(join(folder, QUERIES), queryRow));

function split(bytes: Buffer, count: number): Float32Array[] {
  // A copy, because float32 must start at a multiple of four, and a small file's buffer may not.
  const all = new Float32Array(Uint8Array.from(bytes).buffer);
  const dimension = all.length / Math.max(1, count);
  if (!Number.isInteger(dimension)) throw new Error(`${all.length} numbers do not make ${count} vectors.`);
  return Array.from({ length: count }, (_, i) => all.subarray(i * dimension, (i + 1) * dimension));
}

function concatenate(vectors: readonly Float32Array[]): Buffer {
  return Buffer.concat(vectors.map(toBlob));
}
