import type { Passage } from "../../../../src/domain/document.js";

/** A passage as every engine gets it. */
export type ComparedPassage = Pick<
  Passage,
  "id" | "documentId" | "title" | "headingPath" | "text" | "url" | "publishedAt"
>;

export interface ComparedQuery {
  text: string;
  /** Unit length, of the same model as the passages' vectors. */
  vector: Float32Array;
}

/** Passages wanted of a search: nDCG@10 looks at no more. */
export const LIMIT = 10;

/**
 * One search. What is timed ends when the promise resolves; the function it resolves to names the passages found, best
 * first, at most `LIMIT` of them, and is called after the clock has stopped.
 */
export type Search = (query: ComparedQuery) => Promise<() => string[]>;

/** An index that answers. An engine has the searches it offers, and no others. */
export interface OpenEngine {
  searchLexical?: Search;
  searchDense?: Search;
  searchHybrid?: Search;
  close(): Promise<void>;
}

/** A library, set up as its file says. */
export interface Engine {
  /** As it stands in the tables: `MiniSearch, tuned`. */
  name: string;
  /** The packages measured, for their versions; none for our own code. */
  packages: string[];
  /**
   * Indexes the passages. `vectors` is theirs, in the same order. An engine that keeps files keeps them in `folder`,
   * which is there and empty.
   */
  build(passages: readonly ComparedPassage[], vectors: readonly Float32Array[], folder: string): Promise<OpenEngine>;
  /** Opens what `build` left in `folder`; engines without it live in memory only. `dimension` is that of the vectors. */
  open?(folder: string, dimension: number): Promise<OpenEngine>;
}

/** The searches of an engine under the names of the tables, in their order. */
export const ARMS = { lexical: "searchLexical", dense: "searchDense", hybrid: "searchHybrid" } as const;

export type Arm = keyof typeof ARMS;
