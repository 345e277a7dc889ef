import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CachingEmbedder, createEmbeddingCache } from "../../../src/adapters/embedded/embedding-cache.js";
import type { Embedder } from "../../../src/ports/embedder.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";

let folder: string;
let path: string;
let embedded: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "footnote-embeddings-"));
  path = join(folder, "embeddings.sqlite");
  embedded = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plain = createHashingEmbedder({ dimension: 16 });
function counting(modelId = plain.modelId): Embedder {
  return {
    ...plain,
    modelId,
    embedPassages(texts, signal) {
      embedded.push(...texts);
      return plain.embedPassages(texts, signal);
    },
  };
}
async function withCache<T>(work: (cache: CachingEmbedder) => Promise<T>, embedder = counting(), capacity?: number) {
  const cache = createEmbeddingCache(embedder, path, { capacity });
  try {
    return await work(cache);
  } finally {
    cache.close();
  }
}

describe("the embedding cache", () => {
  it("embeds a text once, in whatever batch and run it comes again", async () => {
    await withCache((cache) => cache.embedPassages(["a", "b"]));
    const again = await withCache(async (cache) => {
      const vectors = await cache.embedPassages(["c", "b", "a"]);
      expect(cache.hits()).toBe(2);
      return vectors;
    });
    expect(embedded).toEqual(["a", "b", "c"]);
    expect(again).toEqual(await plain.embedPassages(["c", "b", "a"]));
  });

  it("does not take the vectors of another model", async () => {
    await withCache((cache) => cache.embedPassages(["a"]));
    await withCache((cache) => cache.embedPassages(["a"]), counting("another@1"));
    expect(embedded).toEqual(["a", "a"]);
  });

  it("keeps no more than it may, those used last", async () => {
    await withCache((cache) => cache.embedPassages(["a", "b", "c"]), counting(), 3);
    await withCache((cache) => cache.embedPassages(["a"]), counting(), 3);
    await withCache((cache) => cache.embedPassages(["d", "e"]), counting(), 3);
    embedded = [];
    await withCache((cache) => cache.embedPassages(["a", "d", "e", "b"]), counting(), 4);
    expect(embedded).toEqual(["b"]);
  });

  it("embeds anew where a stored vector was changed", async () => {
    await withCache((cache) => cache.embedPassages(["a", "b"]));
    const database = new Database(path);
    database.exec("UPDATE embeddings SET vector = zeroblob(64) WHERE rowid = 1");
    database.close();
    expect(await withCache((cache) => cache.embedPassages(["a", "b"]))).toEqual(await plain.embedPassages(["a", "b"]));
    expect(embedded).toEqual(["a", "b", "a"]);
  });

  it("gives right vectors whatever byte of its file is damaged, and mends itself", async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `text ${i}`);
    const expected = await plain.embedPassages(texts);
    await withCache((cache) => cache.embedPassages(texts));
    const sound = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const damaged = Buffer.from(sound);
        damaged[place]! ^= change;
        writeFileSync(path, damaged);
        expect(await withCache((cache) => cache.embedPassages(texts))).toEqual(expected);
        expect(await withCache((cache) => cache.embedPassages(texts))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["no database", () => writeFileSync(path, "no database at all, but longer than a header ".repeat(100))],
    ["cut off", () => writeFileSync(path, "SQLite format 3\0")],
    ["the database of something else", () => new Database(path).exec("CREATE TABLE embeddings (x)").close()],
  ])("is begun again when its file is %s", async (_, damage) => {
    damage();
    await withCache((cache) => cache.embedPassages(["a"]));
    await withCache((cache) => cache.embedPassages(["a"]));
    expect(embedded).toEqual(["a"]);
  });

  it("is done without where no file can be made", async () => {
    mkdirSync(path);
    expect(await withCache((cache) => cache.embedPassages(["a"]))).toEqual(await plain.embedPassages(["a"]));
    expect(existsSync(path)).toBe(true);
  });
});
