import hnswlib from "hnswlib-node";
import type { ScoredRow } from "./top-rows.js";
import type { Turns } from "./turns.js";
import { type VectorBlock, vectorOf } from "./vector-block.js";

export interface HnswGraph {
  search(query: Float32Array, limit: number): ScoredRow[];
}

export interface GraphSettings {
  /** Links a node. More find more, and take more memory and time. */
  m: number;
  efConstruction: number;
  /** Nodes kept in view by a search. More find more, and take more time. */
  efSearch: number;
}

/**
 * Malkov and Yashunin (2016). recall@10 on 100,000 real embeddings by scripts/bench/vector-search.ts: .932 with ef 256, .989
 * with 1,024, 1.000 with 2,048; the graph then still takes a third of the time of a scan.
 */
export const GRAPH_SETTINGS: GraphSettings = { m: 16, efConstruction: 200, efSearch: 1024 };

/**
 * A graph over unit vectors, in memory only. hnswlib-node has traps, and this file is where they are kept away from:
 * it takes plain arrays (a Float32Array throws), inserts block the event loop (so they come in small turns), capacity
 * is fixed (so it is the count), a throwing filter aborts the process (so there are no filters), and a graph file keeps
 * neither dimension nor checksum and can crash the process when damaged (so no file is ever read).
 */
export async function buildHnswGraph(
  vectors: VectorBlock,
  turns: Turns,
  { m, efConstruction, efSearch } = GRAPH_SETTINGS,
): Promise<HnswGraph> {
  const { count, dimension } = vectors;
  const graph = new hnswlib.HierarchicalNSW("ip", dimension);
  graph.initIndex(count, m, efConstruction);
  for (let row = 0; row < count; row++) {
    if (turns.isOver()) await turns.next();
    graph.addPoint(vectorOf(vectors, row), row);
  }

  return {
    search(query, limit) {
      const neighbours = Math.min(limit, count);
      graph.setEf(Math.max(efSearch, neighbours));
      const { neighbors, distances } = graph.searchKnn(Array.from(query), neighbours);
      // hnswlib's "ip" distance is 1 - dot product.
      return neighbors.map((row, i) => ({ row, score: 1 - distances[i]! }));
    },
  };
}
