import Database from "better-sqlite3";
import { type ErrorCode, FootnoteError } from "../../domain/errors.js";

const DISK_HINT = "Check the free space and the permissions of the index folder.";

/** Runs `work`; what SQLite throws comes out as an error of the catalogue, with the original as its cause. */
export function withStoreErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(path, error);
  }
}

export function toStoreError(path: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = catalogueCode(error.code);
  const message = MESSAGES[code]?.(path) ?? `The index ${path} could not be used: ${error.message}.`;
  return new FootnoteError(code, message, { cause: error, hint: code === "INTERNAL" ? DISK_HINT : undefined });
}

const MESSAGES: Partial<Record<ErrorCode, (path: string) => string>> = {
  INDEX_LOCKED: (path) => `The index ${path} is being written by another process.`,
  INDEX_CORRUPT: (path) => `The index ${path} is damaged or not an index.`,
  FILE_UNREADABLE: (path) => `The index ${path} cannot be opened.`,
};

function catalogueCode(code: string): ErrorCode {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return "INDEX_LOCKED";
  if (/^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR_SHORT_READ)/.test(code)) return "INDEX_CORRUPT";
  if (/^SQLITE_(CANTOPEN|PERM|AUTH)/.test(code)) return "FILE_UNREADABLE";
  return "INTERNAL";
}
