import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readPassages, readQueries, writePool } from "../../../../scripts/bench/compare/pool.js";
import { PASSAGES, queryFor, VECTORS } from "./twenty-passages.js";

const queries = [2, 17].map((i) => ({ id: `q${i}`, ...queryFor(i), relevance: new Map([[PASSAGES[i]!.id, 1]]) }));

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pool-"));
  await writePool(folder, { passages: PASSAGES, vectors: VECTORS, queries });
});
afterEach(() => rmSync(folder, { recursive: true }));

it("reads what was written", async () => {
  expect(await readPassages(folder, Infinity)).toEqual({ passages: PASSAGES, vectors: VECTORS });
  expect(await readQueries(folder, () => true)).toEqual(queries);
});

it("reads the first passages, and the queries that they answer", async () => {
  const { passages, vectors } = await readPassages(folder, 5);
  expect(passages).toEqual(PASSAGES.slice(0, 5));
  expect(vectors).toEqual(VECTORS.slice(0, 5));
  const ids = new Set(passages.map(({ id }) => id));
  expect((await readQueries(folder, (id) => ids.has(id))).map(({ id }) => id)).toEqual(["q2"]);
});

it("refuses a pool with vectors missing", async () => {
  await writePool(folder, { passages: PASSAGES, vectors: VECTORS.slice(0, 12), queries });
  await expect(readPassages(folder, Infinity)).rejects.toThrow("too few vectors");
  expect((await readPassages(folder, 12)).vectors.length).toBe(12);
});

it("gives passages in the order of their ids, whatever the file's", async () => {
  await writePool(folder, { passages: PASSAGES.toReversed(), vectors: VECTORS.toReversed(), queries });
  expect(await readPassages(folder, Infinity)).toEqual({ passages: PASSAGES, vectors: VECTORS });
  expect((await readPassages(folder, 3)).passages).toEqual(PASSAGES.slice(-3));
});
