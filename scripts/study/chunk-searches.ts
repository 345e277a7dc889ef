import { INDEX_SETTINGS } from "../../src/compose.js";
import { DEFAULT_INGEST_SETTINGS } from "../../src/ingest/ingest.js";
import type { Embedder } from "../../src/ports/embedder.js";
import { type ChunkedCollection, chunkCollection, type Granularity } from "./chunked.js";
import type { StudyCollection } from "./collections.js";
import type { LexicalSettings } from "./lexical.js";
import { type Search, searchAll } from "./searches.js";

export const SHIPPED_GRANULARITY: Granularity = {
  chunk: DEFAULT_INGEST_SETTINGS.chunk,
  prefix: "title > heading",
  headingWeight: INDEX_SETTINGS.fieldWeights[1]!,
};

/** One query over the chunks of its collection. */
export interface ChunkSearch {
  search: Search;
  owners: number[];
}

/** Hits of either arm whose terms are matched: enough for ten documents. */
const MATCHED = 100;

interface SearchedChunks extends ChunkedCollection {
  byQuery: Map<StudyCollection["queries"][number], Search>;
}

const searched = new WeakMap<StudyCollection, Map<string, Promise<SearchedChunks>>>();

/** The search of a query over its collection's chunks. What has been cut and searched is kept for the next study. */
export async function searchChunks(
  { collection, query }: Search,
  granularity: Granularity,
  embedder: Embedder,
  lexical: LexicalSettings,
): Promise<ChunkSearch> {
  const known = searched.get(collection) ?? new Map<string, Promise<SearchedChunks>>();
  searched.set(collection, known);
  const key = JSON.stringify(granularity);
  const made = known.get(key) ?? searchEveryQuery(collection, granularity, embedder, lexical);
  known.set(key, made);
  const { byQuery, owners } = await made;
  return { search: byQuery.get(query)!, owners };
}

async function searchEveryQuery(
  collection: StudyCollection,
  granularity: Granularity,
  embedder: Embedder,
  lexical: LexicalSettings,
): Promise<SearchedChunks> {
  const chunked = await chunkCollection(collection, granularity, embedder);
  const searches = await searchAll(chunked.chunks, lexical, MATCHED);
  return { ...chunked, byQuery: new Map(searches.map((search) => [search.query, search])) };
}
