import Database from "better-sqlite3";
import { type ChangeLog, createChangeLog } from "./change-log.js";
import { createDocumentReader, type DocumentReader } from "./document-rows.js";
import { createPassageReader, type PassageReader } from "./read-passages.js";
import { createStateRow, type StateRow } from "./store-state.js";

/** Everything that reads rows, over one connection. */
export interface StoreReader {
  stateRow: StateRow;
  changeLog: ChangeLog;
  documents: DocumentReader;
  passages: PassageReader;
}

export const READER_PATIENCE_MS = 5_000;

export function createStoreReader(database: Database.Database, dimension: number): StoreReader {
  const stateRow = createStateRow(database);
  return {
    stateRow,
    changeLog: createChangeLog(database),
    documents: createDocumentReader(database, stateRow),
    passages: createPassageReader(database, { stateRow, dimension }),
  };
}

/**
 * A connection of its own for reading much in small turns: it stays at one moment until it is closed, and meanwhile the
 * store can write, and read what is new.
 */
export function openSnapshot(path: string, dimension: number): StoreReader & { close(): void } {
  const database = openForReading(path);
  try {
    database.exec("BEGIN");
    return { ...createStoreReader(database, dimension), close: () => void database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A connection that only reads. A writer that was killed may have left a step half done: then it is undone first. */
export function openForReading(path: string): Database.Database {
  try {
    return connect(path);
  } catch (error) {
    if (!NEEDS_RECOVERY.test(codeOf(error))) throw error;
    try {
      recover(path);
    } catch {
      throw error;
    }
    return connect(path);
  }
}

const NEEDS_RECOVERY = /^SQLITE_(?:CANTOPEN|READONLY)/;

function connect(path: string): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: READER_PATIENCE_MS });
  try {
    // Finds damaged pages before they are believed.
    database.pragma("cell_size_check = ON");
    // SQLite touches the file at the first question, and not before.
    database.pragma("schema_version");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Lets SQLite roll back a journal, or make what reading its log takes: for that it must be allowed to write. */
function recover(path: string): void {
  const database = new Database(path, { fileMustExist: true, timeout: READER_PATIENCE_MS });
  try {
    database.pragma("schema_version");
  } finally {
    database.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : "";
}
