import { describe, expect, it } from "vitest";
import { createMemorySource } from "../../../src/adapters/embedded/memory-source.js";
import { createEmbeddedIndex, type EmbeddedIndexSettings } from "../../../src/adapters/embedded/passage-index.js";
import type { PassageSource } from "../../../src/adapters/embedded/passage-source.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";
import { aPassage, type PassageOptions } from "../../doubles/evidence.js";

const SETTINGS: EmbeddedIndexSettings = { bm25: { k1: 1.2, b: 0.75 }, fieldWeights: [1, 1, 1] };
const embedder = createHashingEmbedder();

async function sourceOf(...passages: [text: string, options: PassageOptions][]): Promise<PassageSource> {
  const embeddings = await embedder.embedPassages(passages.map(([text]) => text));
  return createMemorySource(
    passages.map(([text, options], i) => ({ ...aPassage(text, options), embedding: embeddings[i]! })),
  );
}

describe("the embedded index", () => {
  it("is built again as soon as the source has changed, and only then", async () => {
    let version = 1;
    let reads = 0;
    let source = await sourceOf(["Cats sleep.", { documentId: "a" }]);
    const index = createEmbeddedIndex(
      {
        version: () => version,
        allPassages: () => (reads++, source.allPassages()),
        changesSince: () => null,
        getPassages: (ids) => source.getPassages(ids),
        getVectors: (ids) => source.getVectors(ids),
      },
      embedder.dimension,
      SETTINGS,
    );
    expect(reads).toBe(0);
    await index.searchLexical("cats", 5);
    await index.searchDense(await embedder.embedQuery("cats"), 5);
    await index.wordRarity(["cats"]);
    expect(reads).toBe(1);

    source = await sourceOf(["Dogs bark.", { documentId: "b" }]);
    version = 2;
    await index.refresh();
    expect(await index.searchLexical("cats", 5)).toEqual([]);
    expect(await index.searchLexical("dogs", 5)).toHaveLength(1);
    expect(reads).toBe(2);
  });

  it("weighs titles, headings and bodies as it is set to", async () => {
    const source = await sourceOf(
      ["Nothing else here.", { documentId: "title", title: "Cats" }],
      ["Nothing else here.", { documentId: "heading", headingPath: ["Cats"] }],
      ["Nothing but cats.", { documentId: "body" }],
    );
    const first = async (fieldWeights: number[]): Promise<string | undefined> => {
      const index = createEmbeddedIndex(source, embedder.dimension, { ...SETTINGS, fieldWeights });
      return (await index.searchLexical("cats", 5))[0]?.passageId;
    };
    expect(await first([3, 1, 1])).toBe("title#0");
    expect(await first([1, 3, 1])).toBe("heading#0");
    expect(await first([1, 1, 3])).toBe("body#0");
  });

  it("holds nothing when the source does, and finds nothing", async () => {
    const index = createEmbeddedIndex(await sourceOf(), embedder.dimension, SETTINGS);
    expect(await index.searchLexical("cats", 5)).toEqual([]);
    expect(await index.searchDense(await embedder.embedQuery("cats"), 5)).toEqual([]);
    expect(await index.wordRarity(["cats"])).toEqual([null]);
    await index.warmUp();
  });

  it("leaves an index this small to exact search", async () => {
    const index = createEmbeddedIndex(await sourceOf(["Cats sleep.", {}]), embedder.dimension, SETTINGS);
    await index.warmUp();
    expect(await index.searchDense(await embedder.embedQuery("Cats sleep."), 5)).toHaveLength(1);
  });
});
