import type Database from "better-sqlite3";
import { checksumOf } from "./checksums.js";
import { assertSound } from "./damage.js";
import type { StoreState } from "./store-state.js";

/**
 * Which documents each write touched, newest last, so that caches in any process can follow without reading everything.
 * Entries are numbered without gaps and the state knows the last number: a log with a hole is seen to have one. The log
 * is bounded, and the state knows from which version on it is whole.
 */
export const CHANGES_KEPT = 10_000;

/** What became of a document: `put` also stands for a link to another document that was set or lifted. */
export type ChangeKind = "put" | "removed";

interface Change {
  sequence: number;
  revision: number;
  documentId: string;
  kind: ChangeKind;
  checksum: number;
}

const COLUMNS = "sequence, revision, document_id AS documentId, kind, checksum";

export interface ChangeLog {
  /** Adds an entry for the state's revision. @returns the state with the entry counted */
  append(state: StoreState, documentId: string, kind: ChangeKind): StoreState;
  /** Last change of each document touched after `version`; null when the log does not reach back so far. @throws Damage */
  since(version: number, state: StoreState): Map<string, { kind: ChangeKind; revision: number }> | null;
}

/** @param kept how many entries are kept */
export function createChangeLog(database: Database.Database, kept = CHANGES_KEPT): ChangeLog {
  const insert = database.prepare("INSERT INTO changes VALUES (?, ?, ?, ?, ?)");
  const forget = database
    .prepare<[number], number>("DELETE FROM changes WHERE sequence <= ? RETURNING revision")
    .pluck();
  const newestFirst = database.prepare<[], Change>(`SELECT ${COLUMNS} FROM changes ORDER BY sequence DESC`);

  return {
    append(state, documentId, kind) {
      const sequence = state.lastChange + 1;
      const { revision } = state;
      insert.run(sequence, revision, documentId, kind, checksumOf([sequence, revision, documentId, kind]));
      const forgotten = forget.all(sequence - kept);
      const oldestKnownVersion = Math.max(state.oldestKnownVersion, ...forgotten);
      return { ...state, lastChange: sequence, oldestKnownVersion };
    },

    since(version, state) {
      if (version > state.revision || version < state.oldestKnownVersion) return null;
      const changes = new Map<string, { kind: ChangeKind; revision: number }>();
      let next = state.lastChange;
      // Older entries need not be read once one of them, or the end of an unbroken log, has been reached.
      let isComplete = version === state.revision;
      if (!isComplete) {
        for (const change of newestFirst.iterate()) {
          checkChange(change, next--);
          isComplete = change.revision <= version;
          if (isComplete) break;
          if (!changes.has(change.documentId)) changes.set(change.documentId, change);
        }
      }
      assertSound(
        isComplete || next === Math.max(0, state.lastChange - kept),
        () => "its log of changes has lost entries",
      );
      return changes;
    },
  };
}

function checkChange(change: Change, expected: number): void {
  const { sequence, revision, documentId, kind, checksum } = change;
  const isSound = sequence === expected && checksum === checksumOf([sequence, revision, documentId, kind]);
  assertSound(isSound, () => `entry ${expected} of its log of changes is missing or differs from its checksum`);
}

/** What is wrong with the log, one sentence a finding. */
export function verifyChangeLog(database: Database.Database, state: StoreState): string[] {
  const count = database.prepare<[], number>("SELECT count(*) FROM changes").pluck().get()!;
  const kept = Math.min(state.lastChange, CHANGES_KEPT);
  if (count !== kept) return [`The log of changes has ${count} entries, not ${kept}.`];
  let next = state.lastChange;
  const entries = database.prepare<[], Change>(`SELECT ${COLUMNS} FROM changes ORDER BY sequence DESC`);
  for (const change of entries.iterate()) {
    try {
      checkChange(change, next--);
    } catch (error) {
      return [`The index is damaged: ${(error as Error).message}.`];
    }
  }
  return [];
}
