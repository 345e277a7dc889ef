/**
 * From how many vectors does a graph pay? Exact search beside HNSW on random unit vectors of 384 dimensions: time a
 * search for 100 neighbours, time to build, and recall@10 against exact search. Random vectors are the hard case for a
 * graph: they have no neighbourhoods.
 *
 *     npx tsx scripts/bench/vector-search.ts [count...]
 */
import { createVectorIndex } from "../../src/adapters/embedded/vector-index.js";

const DIMENSION = 384;
const QUERIES = 50;
const counts = process.argv.slice(2).map(Number);

for (const count of counts.length > 0 ? counts : [1_000, 5_000, 20_000, 50_000]) {
  const vectors = unitVectors(count);
  const queries = Array.from({ length: QUERIES }, () => unitVectors(1));
  const exact = createVectorIndex(vectors, DIMENSION, Infinity);
  const graph = createVectorIndex(vectors, DIMENSION, 0);
  const from = performance.now();
  await graph.buildGraph();
  const buildSeconds = (performance.now() - from) / 1_000;

  let found = 0;
  const truth = queries.map((query) => exact.search(query, 10).map((hit) => hit.document));
  queries.forEach((query, i) => {
    const neighbours = new Set(
      graph
        .search(query, 100)
        .slice(0, 10)
        .map((hit) => hit.document),
    );
    found += truth[i]!.filter((document) => neighbours.has(document)).length;
  });
  console.log(
    `${count} vectors: exact ${time(() => exact.search(queries[0]!, 100))} ms, ` +
      `graph ${time(() => graph.search(queries[0]!, 100))} ms, build ${buildSeconds.toFixed(1)} s, ` +
      `recall@10 ${(found / (10 * QUERIES)).toFixed(3)}`,
  );
}

function time(work: () => void): string {
  for (let i = 0; i < 3; i++) work();
  const from = performance.now();
  for (let i = 0; i < 20; i++) work();
  return ((performance.now() - from) / 20).toFixed(2);
}

function unitVectors(count: number): Float32Array {
  const vectors = Float32Array.from({ length: count * DIMENSION }, () => Math.random() - 0.5);
  for (let i = 0; i < count; i++) {
    const vector = vectors.subarray(i * DIMENSION, (i + 1) * DIMENSION);
    const norm = Math.hypot(...vector);
    vector.forEach((value, k) => (vector[k] = value / norm));
  }
  return vectors;
}
