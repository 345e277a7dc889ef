import { type Bitmap, countBits, hasBit } from "./bitmap.js";
import type { HnswGraph } from "./hnsw-graph.js";
import { locateRow } from "./locate-row.js";
import { quantizeQuery } from "./quantize.js";
import { createTopRows, type ScoredRow } from "./top-rows.js";
import { preciseScore, scanBlock, type VectorBlock } from "./vector-block.js";

export interface DensePart {
  vectors: VectorBlock;
  /** Null while there is none: most indexes are small enough to do without. */
  graph: HnswGraph | null;
}

/**
 * Accepted rows from which on a graph is asked. It is faster from a few thousand on, but costs minutes of building at every
 * start and is not exact; a scan of so many still takes only some milliseconds. See scripts/bench/vector-search.ts.
 */
export const GRAPH_FROM = 200_000;

/**
 * Rows scored precisely for `limit` that are wanted: twice as many, and at most so many more. Nothing is lost by that,
 * measured by scripts/bench/vector-search.ts: the high bytes mistake only near neighbours for one another.
 */
const MAX_SPARE = 64;
const withSpare = (limit: number): number => limit + Math.min(limit, MAX_SPARE);

/**
 * The `limit` accepted rows of highest cosine, best first. Rows are numbered through the parts. All bytes of a vector are
 * looked at only for those that are the best by their high bytes.
 *
 * @param accepted by part, the rows that may be found; null for all
 * @param graphFrom accepted rows of a part from which on its graph is asked, if it has one
 * @throws RangeError for a query of another dimension
 */
export function searchVectors(
  parts: readonly DensePart[],
  query: Float32Array,
  limit: number,
  accepted: readonly (Bitmap | null)[],
  isBefore?: (a: number, b: number) => boolean,
  graphFrom = GRAPH_FROM,
): ScoredRow[] {
  const best = createTopRows(limit, isBefore);
  const candidates = createTopRows(withSpare(limit));
  let firstRow = 0;
  parts.forEach(({ vectors, graph }, i) => {
    if (query.length !== vectors.dimension) {
      throw new RangeError(`The query vector has ${query.length} dimensions, the index ${vectors.dimension}.`);
    }
    const rows = accepted[i] ?? null;
    const fromGraph = graph && searchGraph(graph, vectors, query, withSpare(limit), rows, graphFrom);
    if (fromGraph) for (const { row, score } of fromGraph) candidates.offer(firstRow + row, score);
    else scanBlock(vectors, quantizeQuery(query, vectors.stride), rows, candidates, firstRow);
    firstRow += vectors.count;
  });
  for (const { row } of candidates.take()) {
    const [{ vectors }, local] = locateRow(parts, (part) => part.vectors.count, row);
    best.offer(row, preciseScore(vectors, local, query));
  }
  return best.take();
}

/** Null when scanning the accepted rows is the better way. */
function searchGraph(
  graph: HnswGraph,
  { count }: VectorBlock,
  query: Float32Array,
  limit: number,
  accepted: Bitmap | null,
  graphFrom: number,
): ScoredRow[] | null {
  if (!accepted) return graph.search(query, limit);
  const passing = countBits(accepted);
  if (passing < graphFrom) return null;
  // The graph knows no filter: it is asked for so many more that enough of them should pass.
  const hits = graph.search(query, Math.ceil((1.2 * limit * count) / passing));
  const kept = hits.filter(({ row }) => hasBit(accepted, row));
  return kept.length >= limit ? kept : null;
}
