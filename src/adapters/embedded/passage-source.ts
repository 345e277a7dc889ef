import type { Passage } from "../../domain/document.js";

export interface IndexedPassage extends Passage {
  /** Of unit length. */
  embedding: Float32Array;
}

/** What has been written since some version. */
export interface PassageChanges {
  /** The version the changes lead to, read in the same transaction as they are. */
  version: number;
  /** Documents that were added, replaced or removed: whatever is known of their passages is void. */
  documentIds: string[];
  /** The passages that those documents have now, ordered as in `allPassages`. */
  passages: Iterable<IndexedPassage>;
}

/** Where passages come from: the SQLite store, or a list in memory. */
export interface PassageSource {
  /** Counts the writes; rises with every one. */
  version(): number;
  /** Tells sources apart that count their writes alike; the same for as long as a source is. */
  id?(): string;
  /** Every passage, ordered by document id, then position: of one moment, however long the reading takes. */
  allPassages(): Iterable<IndexedPassage>;
  /**
   * What was written after `version`; null when that cannot be told any more, and everything has to be read again.
   * `passages` are to be read once, and to their end: they may hold a snapshot open until then.
   */
  changesSince(version: number): PassageChanges | null;
  /** In the order of the ids; unknown ids are left out. @throws FootnoteError INDEX_CORRUPT for a damaged row */
  getPassages(ids: string[]): Passage[];
  /** Stored float32 vectors in the order of the ids; null for an unknown id. */
  getVectors(ids: string[]): (Float32Array | null)[];
}
