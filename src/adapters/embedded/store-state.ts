import type Database from "better-sqlite3";
import { checksumOf } from "./checksums.js";
import { assertSound } from "./damage.js";
import type { DocumentHead } from "./document-rows.js";

/** What the store knows of itself: one row, written with every write and checked whenever it is read. */
export interface StoreState {
  /** Counts the writes. */
  revision: number;
  documents: number;
  /** Documents that are linked to another one. */
  duplicates: number;
  /** Passages of all other documents: those that are searched. */
  passages: number;
  /** Sum of the documents' checksums modulo 2^32. */
  documentsChecksum: number;
  /** Sequence number of the newest entry in the log of changes; 0 before the first. */
  lastChange: number;
  /** The oldest version from which the log still tells every change. */
  oldestKnownVersion: number;
}

export const INITIAL_STATE: StoreState = {
  revision: 0,
  documents: 0,
  duplicates: 0,
  passages: 0,
  documentsChecksum: 0,
  lastChange: 0,
  oldestKnownVersion: 0,
};

export interface StateRow {
  /** @throws Damage */
  read(): StoreState;
  write(state: StoreState): void;
}

export function createStateRow(database: Database.Database): StateRow {
  const select = database.prepare<[], StoreState & { checksum: number }>(
    `SELECT revision, documents, duplicates, passages, documents_checksum AS documentsChecksum,
            last_change AS lastChange, oldest_known_version AS oldestKnownVersion, checksum
     FROM state WHERE only = 1`,
  );
  const replace = database.prepare(
    `INSERT OR REPLACE INTO state VALUES
       (1, :revision, :documents, :duplicates, :passages, :documentsChecksum, :lastChange, :oldestKnownVersion, :checksum)`,
  );
  return {
    read() {
      const row = select.get();
      assertSound(row !== undefined, () => "it has lost its state");
      const { checksum, ...state } = row;
      assertSound(checksum === stateChecksum(state), () => "its state differs from its checksum");
      return state;
    },
    write: (state) => void replace.run({ ...state, checksum: stateChecksum(state) }),
  };
}

function stateChecksum(state: StoreState): number {
  const { revision, documents, duplicates, passages, documentsChecksum, lastChange, oldestKnownVersion } = state;
  return checksumOf([revision, documents, duplicates, passages, documentsChecksum, lastChange, oldestKnownVersion]);
}

/** The state with a document more (`by` 1) or less (-1). */
export function countDocument(state: StoreState, head: DocumentHead, by: 1 | -1): StoreState {
  const isDuplicate = head.duplicateOf !== null;
  return {
    ...state,
    documents: state.documents + by,
    duplicates: state.duplicates + (isDuplicate ? by : 0),
    passages: state.passages + (isDuplicate ? 0 : by * head.passages),
    documentsChecksum: (state.documentsChecksum + by * head.checksum) >>> 0,
  };
}
