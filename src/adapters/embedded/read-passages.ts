import type Database from "better-sqlite3";
import type { Passage } from "../../domain/document.js";
import { checksumOf } from "./checksums.js";
import { assertSound } from "./damage.js";
import { createHeadReader, type DocumentHead } from "./document-rows.js";
import { type EmbeddingRow, PASSAGE_COLUMNS, passagesOf, type PassageRow, toVector } from "./passage-rows.js";
import type { IndexedPassage } from "./passage-source.js";
import type { StateRow } from "./store-state.js";

/** Reads passages, each row checked. All of it @throws Damage */
export interface PassageReader {
  /** Every searched passage, by document id and then in reading order. To be read within one transaction. */
  all(): Generator<IndexedPassage>;
  get(ids: string[]): Passage[];
  vectors(ids: string[]): (Float32Array | null)[];
  /** A searched document's passages in reading order, row by row; none for a linked duplicate. */
  ofDocument(head: DocumentHead): Generator<IndexedPassage>;
}

export function createPassageReader(
  database: Database.Database,
  { stateRow, dimension }: { stateRow: StateRow; dimension: number },
): PassageReader {
  type WholeRow = PassageRow & EmbeddingRow;
  const headOf = createHeadReader(database);
  const byId = database.prepare<[string], PassageRow>(`SELECT ${PASSAGE_COLUMNS} FROM passages WHERE id = ?`);
  const vectorById = database.prepare<[string], EmbeddingRow>(
    "SELECT id, embedding_checksum AS embeddingChecksum, embedding FROM passages WHERE id = ?",
  );
  const checksumsByDocument = database
    .prepare<[string], number>("SELECT checksum FROM passages WHERE document_id = ? ORDER BY number")
    .pluck();
  const byDocument = database.prepare<[string], WholeRow>(
    `SELECT ${PASSAGE_COLUMNS}, embedding FROM passages WHERE document_id = ? ORDER BY number`,
  );
  const searchedIds = database
    .prepare<[], string>("SELECT id FROM documents WHERE duplicate_of IS NULL ORDER BY id")
    .pluck();

  function headOfPassage({ id, documentId }: PassageRow): DocumentHead {
    const head = headOf(documentId);
    assertSound(head !== null, () => `passage ${id} belongs to ${documentId}, which is not in the index`);
    return head;
  }

  function* ofDocument(head: DocumentHead): Generator<IndexedPassage> {
    if (head.duplicateOf !== null) return;
    const checksums = checksumsByDocument.all(head.id);
    const isWhole = checksums.length === head.passages && checksumOf(checksums) === head.passagesChecksum;
    assertSound(isWhole, () => `document ${head.id} has not all of its passages in order`);
    const toPassage = passagesOf(head);
    for (const row of byDocument.iterate(head.id)) {
      yield Object.assign(toPassage(row), { embedding: toVector(row, dimension) });
    }
  }

  return {
    *all() {
      const expected = stateRow.read().passages;
      let passages = 0;
      for (const id of searchedIds.iterate()) {
        const head = headOf(id);
        assertSound(head !== null, () => `document ${id} is listed but not there`);
        passages += head.passages;
        assertSound(passages <= expected, () => "it has more passages than were written");
        yield* ofDocument(head);
      }
      assertSound(passages === expected, () => `it has ${passages} passages, but ${expected} were written`);
    },

    get(ids) {
      const documents = new Map<string, ((row: PassageRow) => Passage) | null>();
      return ids.flatMap((id) => {
        const row = byId.get(id);
        if (!row) return [];
        let toPassage = documents.get(row.documentId);
        if (toPassage === undefined) {
          const head = headOfPassage(row);
          toPassage = head.duplicateOf === null ? passagesOf(head) : null;
          documents.set(row.documentId, toPassage);
        }
        return toPassage?.(row) ?? [];
      });
    },

    vectors(ids) {
      return ids.map((id) => {
        const row = vectorById.get(id);
        return row ? toVector(row, dimension) : null;
      });
    },

    ofDocument,
  };
}
