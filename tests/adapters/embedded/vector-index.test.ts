import { describe, expect, it } from "vitest";
import { createVectorIndex } from "../../../src/adapters/embedded/vector-index.js";
import { seededRandom } from "../../../eval/statistics/random.js";

const DIMENSION = 32;

function unitVectors(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const vectors = Float32Array.from({ length: count * DIMENSION }, () => random() - 0.5);
  for (let i = 0; i < count; i++) {
    const vector = vectors.subarray(i * DIMENSION, (i + 1) * DIMENSION);
    const norm = Math.hypot(...vector);
    vector.forEach((value, k) => (vector[k] = value / norm));
  }
  return vectors;
}

describe("the vector index", () => {
  const vectors = unitVectors(2_000, 1);
  const query = unitVectors(1, 2);

  it("finds exactly what sorting all dot products finds, filtered or not", () => {
    const scored = Array.from({ length: 2_000 }, (_, document) => {
      const vector = vectors.subarray(document * DIMENSION, (document + 1) * DIMENSION);
      return { document, score: vector.reduce((sum, value, i) => sum + value * query[i]!, 0) };
    }).sort((a, b) => b.score - a.score);
    const index = createVectorIndex(vectors, DIMENSION);
    const even = (document: number): boolean => document % 2 === 0;
    expect(index.search(query, 20).map((hit) => hit.document)).toEqual(scored.slice(0, 20).map((hit) => hit.document));
    expect(index.search(query, 5, even).map((hit) => hit.document)).toEqual(
      scored
        .map((hit) => hit.document)
        .filter(even)
        .slice(0, 5),
    );
  });

  it("agrees with the graph in at least 95 of 100 neighbours", async () => {
    const exact = createVectorIndex(vectors, DIMENSION);
    const graph = createVectorIndex(vectors, DIMENSION, 0);
    await graph.buildGraph();
    const near = new Set(exact.search(query, 100).map((hit) => hit.document));
    expect(graph.search(query, 100).filter((hit) => near.has(hit.document)).length).toBeGreaterThanOrEqual(95);
  });

  it("refuses a query of another dimension", () => {
    expect(() => createVectorIndex(vectors, DIMENSION).search(new Float32Array(8), 1)).toThrow(/8 dimensions/);
  });
});
