import { join } from "node:path";
import Database from "better-sqlite3";
import { FootnoteError } from "../../domain/errors.js";
import { toStoreError } from "./sqlite-errors.js";

/**
 * Makes this process the only writer of the index in `directory`, until the returned function is called or the process
 * ends. SQLite's own lock lasts for a transaction, an ingest for many; so an exclusive transaction is held open on a
 * second, empty database. The operating system lets go of it even when the process is killed.
 *
 * @throws FootnoteError INDEX_LOCKED
 */
export function acquireWriterLock(directory: string): () => void {
  const path = join(directory, "writer.lock");
  const database = new Database(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    const failure = toStoreError(path, error);
    const code = failure instanceof FootnoteError ? failure.code : null;
    if (code === "INDEX_LOCKED") {
      throw new FootnoteError(code, `Another process is writing to the index in ${directory}.`, { cause: error });
    }
    if (code === "INDEX_CORRUPT") {
      const hint = "Remove this file while nobody is writing to the index; it holds nothing.";
      throw new FootnoteError(code, `The lock ${path} is damaged.`, { cause: error, hint });
    }
    throw failure;
  }
  return () => database.close();
}
