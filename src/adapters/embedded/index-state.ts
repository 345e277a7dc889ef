import type { Filters } from "../../domain/query.js";
import type { NearWord } from "../../ports/passage-index.js";
import { isStopWord } from "../../text/tokens.js";
import { wordTerm } from "./analysis.js";
import { type Bm25, type Bm25Parameters, createBm25 } from "./bm25.js";
import { type Bitmap, hasBit, intersect } from "./bitmap.js";
import type { HnswGraph } from "./hnsw-graph.js";
import { locateRow } from "./locate-row.js";
import { comesBefore, type Part } from "./parts.js";
import type { Segment } from "./segment.js";
import type { ScoredRow } from "./top-rows.js";
import { searchVectors } from "./vector-search.js";

/** All passages as of one version of the source. Searches hold on to the one they began with; none is ever changed. */
export interface IndexState {
  version: number;
  /** The large first, then what has come since. Rows are numbered through them. */
  parts: readonly Part[];
  bm25: Bm25;
  searchLexical(terms: readonly string[], limit: number, filters?: Filters): ScoredRow[];
  searchDense(query: Float32Array, limit: number, filters?: Filters): ScoredRow[];
  /** Spellings of living rows near a word, nearest first, then the most frequent. */
  nearWords(word: string, limit: number): NearWord[];
  passageId(row: number): string;
  /** The living row of a passage, or null. */
  rowOf(passageId: string): number | null;
}

/** Graphs of the segments that have one: made later than the segment, and gone with it. */
export type Graphs = Pick<WeakMap<Segment, HnswGraph>, "get">;

export function createIndexState(
  version: number,
  parts: readonly Part[],
  parameters: Bm25Parameters,
  graphs: Graphs,
): IndexState {
  const locate = (row: number) => locateRow(parts, ({ segment }) => segment.size, row);
  // Equal scores in the order of document ids, as if all rows lay in one segment.
  const isBefore = (a: number, b: number): boolean => {
    const [[partA, rowA], [partB, rowB]] = [locate(a), locate(b)];
    return partA === partB ? rowA < rowB : comesBefore(partA, rowA, partB, rowB);
  };
  const lexicalParts = parts.map(({ segment: { postings }, live }) => ({ postings, live }));
  const bm25 = createBm25(lexicalParts, parameters, isBefore);
  const accepted = (filters: Filters): (Bitmap | null)[] =>
    parts.map(({ segment, live }) => intersect(live, segment.rowsPassing(filters)));

  return {
    version,
    parts,
    bm25,
    searchLexical: (terms, limit, filters = {}) => bm25.search(terms, limit, accepted(filters)),
    searchDense(query, limit, filters = {}) {
      const dense = parts.map(({ segment }) => ({ vectors: segment.vectors, graph: graphs.get(segment) ?? null }));
      return searchVectors(dense, query, limit, accepted(filters), isBefore);
    },
    nearWords(word, limit) {
      const near = new Map(parts.flatMap(({ segment }) => segment.spellings.near(word, limit)).map((n) => [n.word, n]));
      return [...near.values()]
        .flatMap((found) => {
          const rarity = isStopWord(found.word) ? 0 : bm25.rarity(wordTerm(found.word));
          return rarity === null ? [] : [{ ...found, rarity }];
        })
        .sort((a, b) => a.distance - b.distance || a.rarity - b.rarity || (a.word < b.word ? -1 : 1));
    },
    passageId(row) {
      const [{ segment }, local] = locate(row);
      return segment.passageIds.get(local);
    },
    rowOf(passageId) {
      let firstRow = 0;
      for (const { segment, live } of parts) {
        const row = segment.passageIds.find(passageId);
        if (row >= 0 && (!live || hasBit(live, row))) return firstRow + row;
        firstRow += segment.size;
      }
      return null;
    },
  };
}
