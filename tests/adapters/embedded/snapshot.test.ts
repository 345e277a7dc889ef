import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmbeddedIndex, type EmbeddedIndex } from "../../../src/adapters/embedded/passage-index.js";
import { createSegmentCache, snapshotKey } from "../../../src/adapters/embedded/segment-cache.js";
import { readSnapshot, verifySnapshot } from "../../../src/adapters/embedded/snapshot.js";
import { seededRandom } from "../../../eval/statistics/random.js";
import { type ChangingSource, createChangingSource } from "../../doubles/changing-source.js";
import { aPassage } from "../../doubles/evidence.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";

const SETTINGS = { bm25: { k1: 1.2, b: 0.75 }, fieldWeights: [2, 1, 1] };
const embedder = createHashingEmbedder({ dimension: 40 });
const { dimension } = embedder;

let directory: string;
let path: string;
let source: ChangingSource;
/** How often everything was read from the source. */
let rebuilds: number;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "footnote-snapshot-"));
  path = join(directory, "search.cache");
  source = createChangingSource("store 1");
  await put("a", "cats sleep", "dogs bark");
  await put("ä/😀", "stars burn in größe");
  rebuilds = 0;
});
afterEach(() => rmSync(directory, { recursive: true }));

async function put(documentId: string, ...texts: string[]): Promise<void> {
  const embeddings = await embedder.embedPassages(texts);
  const url = "https://docs.example.org/x";
  const passages = texts.map((text, ordinal) => ({
    ...aPassage(text, { documentId, ordinal }),
    ...{ url, publishedAt: "2024-05-01", tags: ["guide"], trust: "high" as const, embedding: embeddings[ordinal]! },
  }));
  source.put(documentId, passages);
}

const keyOf = (settings = SETTINGS, embeddingModel = "a model") =>
  snapshotKey(source, { embeddingModel, dimension, fieldWeights: settings.fieldWeights });

/** Starts as a process does: nothing in memory but what is read. */
async function start(settings = SETTINGS, key = keyOf(settings)): Promise<EmbeddedIndex> {
  const counted = { ...source, allPassages: () => (rebuilds++, source.allPassages()) };
  const index = createEmbeddedIndex(counted, dimension, settings, createSegmentCache(path, key, 1));
  await index.refresh();
  await index.settled();
  return index;
}

async function expectSound(index: EmbeddedIndex, settings = SETTINGS): Promise<void> {
  const fresh = createEmbeddedIndex(source, dimension, settings);
  const vector = await embedder.embedQuery("cats and stars");
  for (const word of ["catz", "dogss", "satrs", "nwe"]) {
    const [near, again] = [await index.nearWords(word, 2), await fresh.nearWords(word, 2)];
    expect(near).toEqual(again);
  }
  const filters = [
    {},
    { site: "example.org" },
    { tags: ["guide"], minTrust: "high" as const },
    { publishedAfter: "2025" },
  ];
  for (const filter of filters) {
    const lexical = await index.searchLexical("cats dogs stars größe new", 10, filter);
    expect(lexical).toEqual(await fresh.searchLexical("cats dogs stars größe new", 10, filter));
    expect(await index.searchDense(vector, 10, filter)).toEqual(await fresh.searchDense(vector, 10, filter));
  }
}

describe("the search cache", () => {
  it("spares a start the analysis of the passages, and gives the same hits", async () => {
    await start();
    expect(rebuilds).toBe(1);
    await expectSound(await start());
    expect(rebuilds).toBe(1);
    expect(readdirSync(directory)).toEqual(["search.cache"]);
  });

  it("is completed by what was written since", async () => {
    await start();
    await put("new", "new cats");
    source.remove("a");
    await expectSound(await start());
    expect(rebuilds).toBe(1);
  });

  it("is written again once much has changed, and then holds everything", async () => {
    const index = await start();
    for (let i = 0; i < 5; i++) await put(`n${i}`, "new cats", "new dogs");
    await index.refresh();
    await index.settled();
    expect(await readSnapshot(path, keyOf())).toMatchObject({ status: "read", version: source.version() });
    await expectSound(await start());
    expect(rebuilds).toBe(1);
  });

  it("is left aside when the source cannot tell what has changed", async () => {
    await start();
    source.forgetChanges();
    await expectSound(await start());
    expect(rebuilds).toBe(2);
  });

  it.each([
    ["of another model", () => keyOf(SETTINGS, "another model")],
    ["of another dimension", () => ({ ...keyOf(), dimension: 41 })],
    ["of another store", () => ({ ...keyOf(), storeId: "store 2" })],
    ["of another analysis", () => ({ ...keyOf(), fingerprint: "{}" })],
  ])("is replaced when it is %s", async (_, key) => {
    await start(SETTINGS, key());
    await expectSound(await start());
    expect(rebuilds).toBe(2);
    await start();
    expect(rebuilds).toBe(2);
  });

  it("is replaced when fields are weighed otherwise", async () => {
    await start();
    const settings = { ...SETTINGS, fieldWeights: [1, 1, 3] };
    await expectSound(await start(settings), settings);
    expect(rebuilds).toBe(2);
  });

  it("is replaced when the store is older than it", async () => {
    await put("later", "new dogs");
    await start();
    source = createChangingSource("store 1");
    await put("a", "cats sleep");
    await expectSound(await start());
    expect(rebuilds).toBe(2);
    expect(await verifySnapshot(path, keyOf(), 0)).toEqual([expect.stringContaining("was put back")]);
  });

  it("never makes a wrong answer of a flipped byte", { timeout: 60_000 }, async () => {
    await start();
    const sound = readFileSync(path);
    const random = seededRandom(5);
    for (let i = 0; i < 150; i++) {
      const damaged = Buffer.from(sound);
      // The beginning with its lengths always, and places all over the file.
      const place = i < 50 ? i : Math.floor(random() * sound.length);
      damaged[place]! ^= 1 + Math.floor(random() * 255);
      writeFileSync(path, damaged);
      const { status } = await readSnapshot(path, keyOf());
      expect(["damaged", "foreign"], `byte ${place}`).toContain(status);
    }
    await expectSound(await start());
    expect(rebuilds).toBe(2);
  });

  it.each([0, 4, 11, 60, 0.3, 0.999])("is replaced when it ends after %d bytes, or that share of them", async (end) => {
    await start();
    truncateSync(path, end < 1 ? Math.floor(end * readFileSync(path).length) : end);
    expect(await verifySnapshot(path, keyOf(), source.version())).toEqual([expect.stringContaining("is damaged")]);
    await expectSound(await start());
    expect(rebuilds).toBe(2);
    expect(await verifySnapshot(path, keyOf(), source.version())).toEqual([]);
  });

  it.each([
    ["more memory than there is", { count: 2 ** 40 }],
    ["sections that are none", { sections: "many" }],
    ["no sections", { sections: [] }],
  ])("is not believed when its header asks for %s", async (_, change) => {
    await start();
    const bytes = readFileSync(path);
    const length = bytes.readUInt32LE(8);
    const header = JSON.parse(bytes.subarray(12, 12 + length).toString()) as object;
    const json = Buffer.from(JSON.stringify({ ...header, ...change }));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(json.length);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 8), size, json, bytes.subarray(12 + length)]));
    expect((await readSnapshot(path, keyOf())).status).toBe("damaged");
    await expectSound(await start());
  });

  it("is done without where it cannot be read or written", async () => {
    path = join(directory, "missing", "search.cache");
    await expectSound(await start());
    path = directory;
    await expectSound(await start());
    expect(readdirSync(directory)).toEqual([]);
  });

  it("stands several writers at once, and what a killed one has left", async () => {
    const abandoned = `${path}.0.tmp`;
    writeFileSync(abandoned, "half");
    utimesSync(abandoned, 1, 1);
    await Promise.all([start(), start(), start()]);
    await expectSound(await start());
    expect(rebuilds).toBe(3);
    expect(readdirSync(directory)).toEqual(["search.cache"]);
  });

  it("is not written for a small index", async () => {
    const index = createEmbeddedIndex(source, dimension, SETTINGS, createSegmentCache(path, keyOf()));
    await index.refresh();
    await index.settled();
    expect(readdirSync(directory)).toEqual([]);
    expect(await verifySnapshot(path, keyOf(), 1)).toEqual([]);
  });
});
