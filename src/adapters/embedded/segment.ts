import { LRUCache } from "lru-cache";
import type { Trust } from "../../domain/document.js";
import type { Filters } from "../../domain/query.js";
import { type Bitmap, createBitmap, hasBit, setBit } from "./bitmap.js";
import { type FilterFields, isUnfiltered, passesFilters } from "./filters.js";
import type { Postings } from "./postings.js";
import { createSpellings, type Spellings } from "./spellings.js";
import type { StringTable } from "./string-table.js";
import type { VectorBlock } from "./vector-block.js";

/** Everything that searches need of some passages, a row each, in few large arrays. Never changes. */
export interface SegmentArrays {
  postings: Postings;
  vectors: VectorBlock;
  passageIds: StringTable;
  documentIds: StringTable;
  /** By row. */
  documentOf: Uint32Array;
  facts: DocumentFacts;
  /** Every word as it is spelled, each once, those of rows that have died too. */
  words: StringTable;
}

/** What filters look at, by document: `columns[FACTS * document + k]` is 0 for null, or 1 + the number of a value. */
export interface DocumentFacts {
  values: StringTable;
  columns: Uint32Array;
}

export interface Segment extends SegmentArrays {
  size: number;
  spellings: Spellings;
  /** The rows that pass, or null when all do. Kept for filters that come again. */
  rowsPassing(filters: Filters): Bitmap | null;
}

const MAX_KEPT_FILTERS = 64;

export function openSegment(arrays: SegmentArrays): Segment {
  const kept = new LRUCache<string, Bitmap>({ max: MAX_KEPT_FILTERS });
  return {
    ...arrays,
    size: arrays.documentOf.length,
    spellings: createSpellings(arrays.words),
    rowsPassing(filters) {
      if (isUnfiltered(filters)) return null;
      const key = JSON.stringify(Object.entries(filters).sort());
      let rows = kept.get(key);
      if (!rows) kept.set(key, (rows = rowsOf(documentsPassing(arrays, filters), arrays.documentOf)));
      return rows;
    },
  };
}

/** In columns: host, date, tags, trust. */
export const FACTS = 4;

/** Filter fields as the strings that are stored, each once for all documents. Tags are a JSON array. */
export function factsOf({ host, publishedAt, tags, trust }: FilterFields): (string | null)[] {
  return [host, publishedAt, tags.length > 0 ? JSON.stringify(tags) : null, trust];
}

function documentsPassing({ documentIds, facts }: SegmentArrays, filters: Filters): Bitmap {
  const passing = createBitmap(documentIds.size);
  const tagLists = new Map<number, string[]>([[0, []]]);
  let document = 0;
  const number = (column: number): number => facts.columns[FACTS * document + column]!;
  const value = (number: number): string | null => (number === 0 ? null : facts.values.get(number - 1));
  // One object for all documents, whose fields are read when asked for: most filters look at one or two.
  const fields: FilterFields = {
    get documentId() {
      return documentIds.get(document);
    },
    get host() {
      return value(number(0));
    },
    get publishedAt() {
      return value(number(1));
    },
    get tags() {
      let tags = tagLists.get(number(2));
      if (!tags) tagLists.set(number(2), (tags = JSON.parse(value(number(2))!) as string[]));
      return tags;
    },
    get trust() {
      return value(number(3)) as Trust;
    },
  };
  for (; document < documentIds.size; document++) if (passesFilters(fields, filters)) setBit(passing, document);
  return passing;
}

/** The rows of a set of documents. */
export function rowsOf(documents: Bitmap, documentOf: Uint32Array): Bitmap {
  const rows = createBitmap(documentOf.length);
  for (let row = 0; row < documentOf.length; row++) if (hasBit(documents, documentOf[row]!)) setBit(rows, row);
  return rows;
}
