import { assertSound } from "./damage.js";
import type { IndexedPassage } from "./passage-source.js";
import type { StoreReader } from "./store-reader.js";

/** What the log says of documents that were touched; and what they are now, which must be the same. */
export interface DocumentChanges {
  version: number;
  documentIds: string[];
  /** Of them all. Read as `passages` is. */
  passageCount(): number;
  /** Their passages, by document id. To be read within the transaction in which the log was. @throws Damage */
  passages(): Generator<IndexedPassage>;
}

/** Null when the log does not reach back to `version`. @throws Damage */
export function readChanges(
  { stateRow, changeLog, documents, passages }: StoreReader,
  version: number,
): DocumentChanges | null {
  const state = stateRow.read();
  const changes = changeLog.since(version, state);
  if (!changes) return null;
  // In the order of SQLite, which is that of all passages.
  const documentIds = [...changes.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return {
    version: state.revision,
    documentIds,
    passageCount: () => documentIds.reduce((sum, id) => sum + (documents.head(id)?.passages ?? 0), 0),
    *passages() {
      for (const id of documentIds) {
        const { kind, revision } = changes.get(id)!;
        const head = documents.head(id);
        const isAsLogged = kind === "put" ? head?.revision === revision : head === null;
        assertSound(isAsLogged, () => `document ${id} is not what the log of changes says of it`);
        if (head) yield* passages.ofDocument(head);
      }
    },
  };
}
