import type { Models } from "../../src/compose.js";
import type { StudyCollection } from "./collections.js";
import type { Search } from "./searches.js";

/** What a study works with: the collections that it is about. */
export interface StudyParts {
  collections: StudyCollection[];
  /** The shipped lexical search of every collection, in their order. */
  shipped: Search[][];
  models: Models;
}

export interface Variant {
  label: string;
  isShipped?: boolean;
  /** Positions in the search's collection, best first. */
  rank(search: Search): number[] | Promise<number[]>;
}

export interface Study {
  name: string;
  /** Names of the collections whose chunks it searches; without, it is about the documents of all but the guide. */
  collections?: readonly string[];
  variants(parts: StudyParts): Iterable<Variant> | AsyncIterable<Variant>;
}
