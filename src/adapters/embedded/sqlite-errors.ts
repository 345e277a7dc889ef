import Database from "better-sqlite3";
import { type ErrorCode, FootnoteError } from "../../domain/errors.js";
import { Damage } from "./damage.js";

/** Runs `work`; what SQLite throws, and damage, come out as errors of the catalogue, with the original as their cause. */
export function withStoreErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(path, error);
  }
}

export function toStoreError(path: string, error: unknown): unknown {
  if (error instanceof Damage) {
    return new FootnoteError("INDEX_CORRUPT", `The index ${path} is damaged: ${error.message}.`, { cause: error });
  }
  if (!(error instanceof Database.SqliteError)) return error;
  const [code, message, hint] = FAILURES.find(([pattern]) => pattern.test(error.code))?.[1] ?? OTHER;
  return new FootnoteError(code, `The index ${path} ${message}.`, { cause: error, hint });
}

type Failure = [code: ErrorCode, message: string, hint?: string];

const LEFT_OPEN =
  "Check the permissions. If its last writer was killed, open it once where its folder can be written (footnote -- index info).";

const FAILURES: [RegExp, Failure][] = [
  [/^SQLITE_(?:BUSY|LOCKED)/, ["INDEX_LOCKED", "is being written by another process"]],
  [
    // A value that breaks a rule of the schema, or is too large for any row, was not written by us.
    /^SQLITE_(?:CORRUPT|NOTADB|ERROR|CONSTRAINT|MISMATCH|TOOBIG|FORMAT|IOERR_(?:SHORT_READ|CORRUPTFS))/,
    ["INDEX_CORRUPT", "is damaged or not an index"],
  ],
  [
    /^SQLITE_(?:FULL|IOERR_(?:WRITE|SHMSIZE))/,
    ["DISK_FULL", "could not be written: the disk is full, over a quota, or failing"],
  ],
  // Of these the first also stands for a log that a killed writer has left where nothing may be written.
  [
    /^SQLITE_(?:CANTOPEN|READONLY_(?:DIRECTORY|CANTINIT|CANTLOCK|RECOVERY|ROLLBACK))/,
    ["FILE_UNREADABLE", "cannot be opened", LEFT_OPEN],
  ],
  [/^SQLITE_(?:READONLY|PERM|AUTH)/, ["FILE_UNREADABLE", "cannot be written"]],
];

const OTHER: Failure = [
  "INTERNAL",
  "could not be used",
  "Check the free space and the permissions of the index folder, and the disk.",
];
