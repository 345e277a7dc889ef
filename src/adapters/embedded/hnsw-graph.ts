import { setImmediate as nextTurn } from "node:timers/promises";
import hnswlib from "hnswlib-node";
import type { ScoredDocument } from "./bm25.js";

export interface HnswGraph {
  search(query: Float32Array, limit: number): ScoredDocument[];
}

/** M 16, efConstruction 200; ef 128 gives recall@10 of 1.0 at 50,000 vectors (Malkov and Yashunin, 2016). */
const M = 16;
const EF_CONSTRUCTION = 200;
const EF_SEARCH = 128;
const INSERTS_A_TURN = 16;

/**
 * A graph over unit vectors, in memory only. hnswlib-node has traps, and this file is where they are kept away from:
 * it takes plain arrays (a Float32Array throws), inserts block the event loop (so they come in small turns), capacity
 * is fixed (so it is the count), a throwing filter aborts the process (so there are no filters), and a graph file keeps
 * neither dimension nor checksum and can crash the process when damaged (so no file is ever read).
 */
export async function buildHnswGraph(
  vectors: Float32Array,
  dimension: number,
  signal?: AbortSignal,
): Promise<HnswGraph> {
  const count = vectors.length / dimension;
  const graph = new hnswlib.HierarchicalNSW("ip", dimension);
  graph.initIndex(count, M, EF_CONSTRUCTION);
  for (let position = 0; position < count; position++) {
    if (position % INSERTS_A_TURN === 0) {
      await nextTurn();
      signal?.throwIfAborted();
    }
    graph.addPoint(Array.from(vectors.subarray(position * dimension, (position + 1) * dimension)), position);
  }

  return {
    search(query, limit) {
      const neighbours = Math.min(limit, count);
      graph.setEf(Math.max(EF_SEARCH, neighbours));
      const { neighbors, distances } = graph.searchKnn(Array.from(query), neighbours);
      // hnswlib's "ip" distance is 1 - dot product.
      return neighbors.map((document, i) => ({ document, score: 1 - distances[i]! }));
    },
  };
}
