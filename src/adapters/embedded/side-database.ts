import { existsSync, renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { toStoreError } from "./sqlite-errors.js";

export interface SideDatabase {
  /** Runs `work` on the open database; on a damaged file, once more on a new one. @throws FootnoteError */
  use<T>(work: (database: Database.Database) => T): T;
  close(): void;
}

// A write that waits blocks the whole process, so another writer gets little patience: the write is given up instead.
const BUSY_TIMEOUT_MS = 100;

/**
 * A SQLite file beside the index, so that nothing that happens to it can touch the index. It is opened at the first use,
 * because a folder may be read-only; one that is not a database is moved aside and begun again. `schema` makes it anew, and
 * sets `user_version` to `format`.
 */
export function createSideDatabase(path: string, format: number, schema: string): SideDatabase {
  let database: Database.Database | null = null;
  return {
    use(work) {
      try {
        return work((database ??= open(path, format, schema)));
      } catch (error) {
        if (!isDamaged(error)) throw toStoreError(path, error);
        database?.close();
        database = null;
        moveAside(path);
        return work((database = open(path, format, schema)));
      }
    },
    close() {
      database?.close();
      database = null;
    },
  };
}

function open(path: string, format: number, schema: string): Database.Database {
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    // What was removed is overwritten, not only let go of.
    database.pragma("secure_delete = ON");
    const isOurs = (): boolean => database.pragma("user_version", { simple: true }) === format;
    // Asked again under the lock: another process may have come first.
    if (!isOurs()) database.transaction(() => isOurs() || database.exec(schema)).immediate();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB|ERROR|IOERR_SHORT_READ)/.test(error.code);
}

function moveAside(path: string): void {
  // The journal of a file that is gone must not be replayed into its successor.
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  if (existsSync(path)) renameSync(path, `${path}.damaged`);
}
