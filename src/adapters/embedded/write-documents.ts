import type Database from "better-sqlite3";
import type { Document } from "../../domain/document.js";
import { FootnoteError } from "../../domain/errors.js";
import type { PassageDraft } from "../../ports/document-store.js";
import type { ChangeLog } from "./change-log.js";
import { checksumOf } from "./checksums.js";
import { assertSound } from "./damage.js";
import { createHeadReader, type DocumentHead, headChecksum } from "./document-rows.js";
import { duplicateKey, linkDuplicates } from "./link-duplicates.js";
import { toPassageRow } from "./passage-rows.js";
import { countDocument, type StateRow } from "./store-state.js";

export interface DocumentWriter {
  put(document: Document, contentHash: string, passages: PassageDraft[]): number;
  /** Unknown ids are left out. */
  remove(ids: string[]): number;
}

/**
 * Writes whole documents, and keeps checksums, state and log of changes in step with them. Each call is one commit and
 * returns the version it leads to.
 */
export function createDocumentWriter(
  database: Database.Database,
  { stateRow, changeLog, dimension }: { stateRow: StateRow; changeLog: ChangeLog; dimension: number },
): DocumentWriter {
  const headOf = createHeadReader(database);
  const insertDocument = database.prepare(
    `INSERT INTO documents (id, title, url, published_at, tags, trust, duplicate_of, duplicate_key, content_hash, revision,
                            text_checksum, passages, passages_checksum, checksum, text)
     VALUES (:id, :title, :url, :publishedAt, :tags, :trust, :duplicateOf, :duplicateKey, :contentHash, :revision,
             :textChecksum, :passages, :passagesChecksum, :checksum, :text)`,
  );
  const insertPassage = database.prepare(
    `INSERT INTO passages (id, document_id, page, heading_path, start_offset, end_offset, embedding_checksum, checksum, text,
                           embedding)
     VALUES (:id, :documentId, :page, :headingPath, :start, :end, :embeddingChecksum, :checksum, :text, :embedding)`,
  );
  const deletePassages = database.prepare("DELETE FROM passages WHERE document_id = ?");
  const deleteDocument = database.prepare("DELETE FROM documents WHERE id = ?");
  const updateLink = database.prepare(
    "UPDATE documents SET duplicate_of = :duplicateOf, revision = :revision, checksum = :checksum WHERE id = :id",
  );

  /** One write: what its steps make of the state. */
  function write(work: (step: Steps) => void): number {
    return database
      .transaction(() => {
        const former = stateRow.read();
        let state = { ...former, revision: former.revision + 1 };
        work({
          add(document, contentHash, passages) {
            const rows = passages.map((passage) => toPassageRow(document.id, passage));
            const head = headOfDocument(document, contentHash, state.revision, rows);
            insertDocument.run({ ...head, text: document.text });
            for (const row of rows) insertPassage.run(row);
            state = changeLog.append(countDocument(state, head, 1), head.id, "put");
            return head;
          },
          take(head) {
            const { changes } = deletePassages.run(head.id);
            assertSound(changes === head.passages, () => `document ${head.id} has not all of its passages`);
            deleteDocument.run(head.id);
            state = countDocument(state, head, -1);
          },
          log: (id, kind) => (state = changeLog.append(state, id, kind)),
          link(keys) {
            linkDuplicates(database, keys, (id, duplicateOf) => {
              const head = headOf(id);
              assertSound(head !== null, () => `document ${id} is listed but not there`);
              const linked = withChecksum({ ...head, duplicateOf, revision: state.revision });
              const { revision, checksum } = linked;
              updateLink.run({ id, duplicateOf, revision, checksum });
              state = changeLog.append(countDocument(countDocument(state, head, -1), linked, 1), id, "put");
            });
          },
        });
        stateRow.write(state);
        return state.revision;
      })
      .immediate();
  }

  return {
    put(document, contentHash, passages) {
      for (const { embedding } of passages) {
        if (embedding.length === dimension) continue;
        const message = `A vector of ${embedding.length} numbers does not fit an index of ${dimension}.`;
        throw new FootnoteError("INDEX_MODEL_MISMATCH", message);
      }
      return write((step) => {
        const former = headOf(document.id);
        if (former) step.take(former);
        const added = step.add(document, contentHash, passages);
        step.link([former?.duplicateKey ?? added.duplicateKey, added.duplicateKey]);
      });
    },

    remove(ids) {
      return write((step) => {
        const heads = [...new Set(ids)].flatMap((id) => headOf(id) ?? []);
        for (const head of heads) {
          step.take(head);
          step.log(head.id, "removed");
        }
        step.link(heads.map((head) => head.duplicateKey));
      });
    },
  };
}

/** What a write is made of. */
interface Steps {
  add(document: Document, contentHash: string, passages: PassageDraft[]): DocumentHead;
  take(head: DocumentHead): void;
  log(documentId: string, kind: "removed"): void;
  /** Sets the links among documents that say the same, by their keys. */
  link(duplicateKeys: string[]): void;
}

function headOfDocument(
  document: Document,
  contentHash: string,
  revision: number,
  rows: { checksum: number }[],
): DocumentHead {
  const { id, title, url, publishedAt, tags, trust, text } = document;
  return withChecksum({
    ...{ id, title, url, publishedAt, tags: JSON.stringify(tags), trust },
    // Whatever the caller says: the links are set once the document is in its place.
    ...{ duplicateOf: null, duplicateKey: duplicateKey(document) },
    ...{ contentHash, revision, textChecksum: checksumOf([text]) },
    ...{ passages: rows.length, passagesChecksum: checksumOf(rows.map((row) => row.checksum)) },
  });
}

function withChecksum(head: Omit<DocumentHead, "checksum">): DocumentHead {
  return { ...head, checksum: headChecksum(head) };
}
