import { LocalIndex } from "vectra";
import { type Engine, LIMIT, type OpenEngine } from "./engine.js";

/**
 * Vectra (vectors in one JSON file, read whole at the first search). 0.12.3 is the last release for Node 20. Items hold
 * id and vector only, so that texts cost it nothing. Numbers are rounded to the 7 digits that a float32 has: as doubles
 * they would make the file of 100,000 passages longer than the longest string V8 allows.
 *
 * Its BM25 (`isBm25`) is left out: at each query it reads every document's file and builds the keyword index anew, and
 * puts what it finds behind the `topK` of the vectors, so the first ten are those of the vectors alone.
 */
export const vectra: Engine = {
  name: "vectra LocalIndex",
  packages: ["vectra"],
  async build(passages, vectors, folder) {
    const index = new LocalIndex(folder);
    await index.createIndex({ version: 1, deleteIfExists: true });
    await index.batchInsertItems(passages.map(({ id }, i) => ({ id, metadata: {}, vector: sevenDigits(vectors[i]!) })));
    return searching(index);
  },
  async open(folder) {
    return searching(new LocalIndex(folder));
  },
};

function searching(index: LocalIndex): OpenEngine {
  return {
    async searchDense({ text, vector }) {
      const hits = await index.queryItems(vector as unknown as number[], text, LIMIT);
      return () => hits.map(({ item }) => item.id);
    },
    close: async () => undefined,
  };
}

function sevenDigits(vector: Float32Array): number[] {
  return Array.from(vector, (value) => Number(value.toPrecision(7)));
}
