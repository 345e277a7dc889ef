import { statSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../../domain/document.js";
import { FootnoteError } from "../../domain/errors.js";
import type { DocumentStore } from "../../ports/document-store.js";
import { openDatabase, type OpenedDatabase } from "./open-database.js";
import type { IndexedPassage, PassageSource } from "./passage-source.js";
import { readChanges } from "./read-changes.js";
import { type EmbeddingModel, readIndexId } from "./schema.js";
import { toStoreError, withStoreErrors } from "./sqlite-errors.js";
import { createStoreReader, openSnapshot } from "./store-reader.js";
import { verifyStore } from "./verify-store.js";
import { createDocumentWriter } from "./write-documents.js";

export interface StoreOptions extends EmbeddingModel {
  /** Opens for writing, as the only writer until `close`, and makes the index when there is none. */
  create: boolean;
}

/**
 * Documents, passages and embeddings in SQLite: the source of truth. What searches need is a cache built from it.
 * Every row is checked against its checksum when it is read: @throws FootnoteError INDEX_CORRUPT (all that read)
 */
export interface Store extends DocumentStore, PassageSource {
  /** `documents` with `duplicates` among them; `passages` that are searched; `bytes` on disk. */
  info(): {
    path: string;
    documents: number;
    duplicates: number;
    passages: number;
    embeddingModel: string;
    bytes: number;
  };
  /** Tells this index from every other, for what is kept beside it. */
  id(): string;
  getDocument(id: string): Document | null;
  /** What is wrong with the index, one sentence a finding. Reads all of it. */
  verify(): string[];
  close(): void;
}

/**
 * Opens the index in `directory`. Readers work while a writer is at it, and see each document whole or not at all.
 *
 * @throws FootnoteError INDEX_MISSING, INDEX_CORRUPT, INDEX_MODEL_MISMATCH, INDEX_LOCKED, FILE_UNREADABLE, DISK_FULL
 */
export function openStore(directory: string, { create, ...model }: StoreOptions): Store {
  const path = join(directory, "footnote.sqlite");
  return withStoreErrors(path, () => {
    const opened = openDatabase(directory, path, create, model);
    try {
      return createStore(directory, path, opened, model);
    } catch (error) {
      opened.close();
      throw error;
    }
  });
}

/** Changes of so many documents, with so many passages, are read at once (5 ms); of more, while they are being used. */
const DOCUMENTS_AT_ONCE = 32;
const PASSAGES_AT_ONCE = 256;

function createStore(
  directory: string,
  path: string,
  { database, acknowledged, close }: OpenedDatabase,
  { embeddingModel, dimension }: EmbeddingModel,
): Store {
  const reader = createStoreReader(database, dimension);
  const { stateRow, documents, passages } = reader;
  const writer = createDocumentWriter(database, { ...reader, dimension });
  const id = readIndexId(database);

  /** Everything that `work` reads is of one moment. */
  const transaction = database.transaction((work: () => unknown) => work());
  const read = <T>(work: () => T): T => withStoreErrors(path, () => transaction(work) as T);
  const write = (work: () => number): void => withStoreErrors(path, () => acknowledged.note(work()));

  /** What `passages` gives, read from a snapshot that is closed behind it. */
  function* lazily(snapshot: { close(): void }, passages: Generator<IndexedPassage>): Generator<IndexedPassage> {
    try {
      yield* passages;
    } catch (error) {
      throw toStoreError(path, error);
    } finally {
      snapshot.close();
    }
  }

  return {
    id: () => id,

    async contentHashes() {
      return read(() => new Map(Array.from(documents.all(), ({ id, contentHash }) => [id, contentHash])));
    },

    async duplicates() {
      return read(() => {
        const links = new Map<string, string>();
        for (const { id, duplicateOf } of documents.all()) if (duplicateOf !== null) links.set(id, duplicateOf);
        return links;
      });
    },

    async putDocument(document, contentHash, drafts) {
      write(() => writer.put(document, contentHash, drafts));
    },

    async removeDocuments(ids) {
      if (ids.length > 0) write(() => writer.remove(ids));
    },

    info() {
      const { documents, duplicates, passages } = read(() => stateRow.read());
      const sizes = ["", "-wal"].map((suffix) => statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0);
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      return { path: directory, documents, duplicates, passages, embeddingModel, bytes };
    },

    version: () => read(() => stateRow.read().revision),

    changesSince(version) {
      const few = read(() => {
        const changes = readChanges(reader, version);
        if (!changes) return null;
        const { passages, passageCount, ...about } = changes;
        const isFew = about.documentIds.length <= DOCUMENTS_AT_ONCE && passageCount() <= PASSAGES_AT_ONCE;
        return isFew ? { ...about, passages: [...passages()] } : "many";
      });
      if (few !== "many") return few;
      return withStoreErrors(path, () => {
        const snapshot = openSnapshot(path, dimension);
        let changes = null;
        try {
          changes = readChanges(snapshot, version);
          if (!changes) return null;
          const { passages, passageCount: _count, ...about } = changes;
          return { ...about, passages: lazily(snapshot, passages()) };
        } finally {
          if (!changes) snapshot.close();
        }
      });
    },

    *allPassages() {
      const snapshot = withStoreErrors(path, () => openSnapshot(path, dimension));
      yield* lazily(snapshot, snapshot.passages.all());
    },

    getPassages: (ids) => read(() => passages.get(ids)),

    getVectors: (ids) => read(() => passages.vectors(ids)),

    getDocument: (id) => read(() => documents.get(id)),

    verify() {
      try {
        return read(() => verifyStore(database, dimension));
      } catch (error) {
        // Damage that ends the reading is a finding too.
        if (error instanceof FootnoteError && error.code === "INDEX_CORRUPT") return [error.message];
        throw error;
      }
    },

    close,
  };
}
