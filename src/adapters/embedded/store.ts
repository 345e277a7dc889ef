import { statSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../../domain/document.js";
import { FootnoteError } from "../../domain/errors.js";
import type { DocumentStore } from "../../ports/document-store.js";
import { openDatabase } from "./open-database.js";
import { linkDuplicates, duplicateKey } from "./link-duplicates.js";
import { PASSAGE_COLUMNS, type PassageRow, SEARCHED_PASSAGES, toBlob, toPassage, toVector } from "./passage-rows.js";
import type { PassageSource } from "./passage-source.js";
import type { EmbeddingModel } from "./schema.js";
import { toStoreError, withStoreErrors } from "./sqlite-errors.js";
import { verifyStore } from "./verify-store.js";

export interface StoreOptions extends EmbeddingModel {
  /** Opens for writing, as the only writer until `close`, and makes the index when there is none. */
  create: boolean;
}

/** Documents, passages and embeddings in SQLite: the source of truth. What searches need is a cache built from it. */
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
  getDocument(id: string): Document | null;
  /** What is wrong with the index, one sentence a finding. Reads all of it. */
  verify(): string[];
  close(): void;
}

/**
 * Opens the index in `directory`. Readers work while a writer is at it, and see each document whole or not at all.
 *
 * @throws FootnoteError INDEX_MISSING, INDEX_CORRUPT, INDEX_MODEL_MISMATCH, INDEX_LOCKED, FILE_UNREADABLE
 */
export function openStore(directory: string, { create, ...model }: StoreOptions): Store {
  const path = join(directory, "footnote.sqlite");
  const { database, release } = withStoreErrors(path, () => openDatabase(directory, path, create, model));

  const write = (work: () => void): void =>
    withStoreErrors(path, () => {
      database.transaction(() => {
        work();
        database.prepare("UPDATE meta SET value = value + 1 WHERE key = 'revision'").run();
      })();
    });
  const read = <T>(work: () => T): T => withStoreErrors(path, work);
  const version = (): number =>
    read(() => database.prepare<[], number>("SELECT value FROM meta WHERE key = 'revision'").pluck().get()!);
  const keysOf = (ids: string[]): string[] => {
    const select = database.prepare<[string], string>("SELECT duplicate_key FROM documents WHERE id = ?").pluck();
    return ids.flatMap((id) => select.get(id) ?? []);
  };

  return {
    async contentHashes() {
      const select = () => database.prepare<[], [string, string]>("SELECT id, content_hash FROM documents").raw().all();
      return new Map(read(select));
    },

    async duplicates() {
      const select = () =>
        database
          .prepare<[], [string, string]>("SELECT id, duplicate_of FROM documents WHERE duplicate_of IS NOT NULL")
          .raw()
          .all();
      return new Map(read(select));
    },

    async putDocument(document, contentHash, passages) {
      const { id, title, url, publishedAt, tags, trust, text } = document;
      const key = duplicateKey(document);
      write(() => {
        const formerKeys = keysOf([id]);
        database.prepare("DELETE FROM documents WHERE id = ?").run(id);
        database
          .prepare(
            `INSERT INTO documents (id, title, url, published_at, tags, trust, duplicate_key, text, content_hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(id, title, url, publishedAt, JSON.stringify(tags), trust, key, text, contentHash);
        const insert = database.prepare(
          `INSERT INTO passages (id, document_id, page, heading_path, start_offset, end_offset, text, embedding)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        );
        for (const { id: passageId, page, headingPath, start, end, text: passageText, embedding } of passages) {
          if (embedding.length !== model.dimension) {
            const message = `A vector of ${embedding.length} numbers does not fit an index of ${model.dimension}.`;
            throw new FootnoteError("INDEX_MODEL_MISMATCH", message);
          }
          insert.run(passageId, id, page, JSON.stringify(headingPath), start, end, passageText, toBlob(embedding));
        }
        linkDuplicates(database, [...formerKeys, key]);
      });
    },

    async removeDocuments(ids) {
      if (ids.length === 0) return;
      write(() => {
        const formerKeys = keysOf(ids);
        const remove = database.prepare("DELETE FROM documents WHERE id = ?");
        for (const id of ids) remove.run(id);
        linkDuplicates(database, formerKeys);
      });
    },

    info() {
      const count = (table: string) => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
      return read(() => ({
        path: directory,
        documents: count("documents"),
        duplicates: count("documents WHERE duplicate_of IS NOT NULL"),
        passages: count(SEARCHED_PASSAGES),
        embeddingModel: model.embeddingModel,
        bytes: [path, `${path}-wal`].reduce(
          (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
          0,
        ),
      }));
    },

    version,

    // Nothing is kept yet of what a write changed.
    changesSince: (known) => (known === version() ? { version: known, documentIds: [], passages: [] } : null),

    *allPassages() {
      try {
        const rows = database
          .prepare<[], PassageRow & { embedding: Uint8Array }>(
            `SELECT ${PASSAGE_COLUMNS}, p.embedding FROM ${SEARCHED_PASSAGES}
             ORDER BY p.document_id, p.number`,
          )
          .iterate();
        for (const row of rows) {
          const embedding = toVector(row.embedding, model.dimension);
          if (!embedding) {
            throw new FootnoteError(
              "INDEX_CORRUPT",
              `The index ${path} is damaged: passage ${row.id} has no whole vector.`,
            );
          }
          yield { ...toPassage(row), embedding };
        }
      } catch (error) {
        throw toStoreError(path, error);
      }
    },

    getPassages(ids) {
      return read(() => {
        const select = database.prepare<[string], PassageRow>(
          `SELECT ${PASSAGE_COLUMNS} FROM ${SEARCHED_PASSAGES} WHERE p.id = ?`,
        );
        return ids.flatMap((id) => select.get(id) ?? []).map(toPassage);
      });
    },

    getVectors(ids) {
      return read(() => {
        const select = database.prepare<[string], Uint8Array>("SELECT embedding FROM passages WHERE id = ?").pluck();
        return ids.map((id) => {
          const blob = select.get(id);
          return blob ? toVector(blob, model.dimension) : null;
        });
      });
    },

    getDocument(id) {
      return read(() => {
        const row = database
          .prepare<[string], Omit<Document, "tags"> & { tags: string }>(
            `SELECT id, title, url, published_at AS publishedAt, tags, trust, duplicate_of AS duplicateOf, text
             FROM documents WHERE id = ?`,
          )
          .get(id);
        return row ? { ...row, tags: JSON.parse(row.tags) as string[] } : null;
      });
    },

    verify: () => read(() => verifyStore(database, model.dimension)),

    close() {
      database.close();
      release();
    },
  };
}
