import type { ChangeLog } from "./change-log.js";
import { assertSound } from "./damage.js";
import type { DocumentReader } from "./document-rows.js";
import type { IndexedPassage, PassageChanges } from "./passage-source.js";
import type { PassageReader } from "./read-passages.js";
import type { StateRow } from "./store-state.js";

/** Follows the log of changes; what it says must be what the documents are. */
export function createChangeReader(parts: {
  stateRow: StateRow;
  changeLog: ChangeLog;
  documents: DocumentReader;
  passages: PassageReader;
}): { since(version: number): PassageChanges | null } {
  const { stateRow, changeLog, documents, passages } = parts;
  return {
    since(version) {
      const state = stateRow.read();
      const changes = changeLog.since(version, state);
      if (!changes) return null;
      const found: IndexedPassage[] = [];
      for (const [id, { kind, revision }] of changes) {
        const head = documents.head(id);
        const isAsLogged = kind === "put" ? head?.revision === revision : head === null;
        assertSound(isAsLogged, () => `document ${id} is not what the log of changes says of it`);
        if (head) found.push(...passages.ofDocument(head));
      }
      return { version: state.revision, documentIds: [...changes.keys()], passages: found };
    },
  };
}
