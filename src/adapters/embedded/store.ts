import { statSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../../domain/document.js";
import { FootnoteError } from "../../domain/errors.js";
import type { DocumentStore } from "../../ports/document-store.js";
import { openDatabase } from "./open-database.js";
import { PASSAGE_COLUMNS, type PassageRow, toBlob, toPassage, toVector } from "./passage-rows.js";
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
  info(): { path: string; documents: number; passages: number; embeddingModel: string; bytes: number };
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

  return {
    async contentHashes() {
      const select = () => database.prepare<[], [string, string]>("SELECT id, content_hash FROM documents").raw().all();
      return new Map(read(select));
    },

    async putDocument({ id, title, url, publishedAt, text }, contentHash, passages) {
      write(() => {
        database.prepare("DELETE FROM documents WHERE id = ?").run(id);
        database
          .prepare("INSERT INTO documents (id, title, url, published_at, text, content_hash) VALUES (?, ?, ?, ?, ?, ?)")
          .run(id, title, url, publishedAt, text, contentHash);
        const insert = database.prepare(
          `INSERT INTO passages (id, document_id, heading_path, start_offset, end_offset, text, embedding)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        );
        for (const { id: passageId, headingPath, start, end, text: passageText, embedding } of passages) {
          if (embedding.length !== model.dimension) {
            const message = `A vector of ${embedding.length} numbers does not fit an index of ${model.dimension}.`;
            throw new FootnoteError("INDEX_MODEL_MISMATCH", message);
          }
          insert.run(passageId, id, JSON.stringify(headingPath), start, end, passageText, toBlob(embedding));
        }
      });
    },

    async removeDocuments(ids) {
      if (ids.length === 0) return;
      write(() => {
        const remove = database.prepare("DELETE FROM documents WHERE id = ?");
        for (const id of ids) remove.run(id);
      });
    },

    info() {
      const count = (table: string) => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
      return read(() => ({
        path: directory,
        documents: count("documents"),
        passages: count("passages"),
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
            `SELECT ${PASSAGE_COLUMNS}, p.embedding FROM passages p JOIN documents d ON d.id = p.document_id
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
          `SELECT ${PASSAGE_COLUMNS} FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id = ?`,
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
      return read(
        () =>
          database
            .prepare<[string], Document>(
              "SELECT id, title, url, published_at AS publishedAt, text FROM documents WHERE id = ?",
            )
            .get(id) ?? null,
      );
    },

    verify: () => read(() => verifyStore(database, model.dimension)),

    close() {
      database.close();
      release();
    },
  };
}
