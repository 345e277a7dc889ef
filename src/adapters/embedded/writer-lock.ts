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
    if (!(failure instanceof FootnoteError && failure.code === "INDEX_LOCKED")) throw failure;
    throw new FootnoteError("INDEX_LOCKED", `Another process is writing to the index in ${directory}.`, {
      cause: error,
    });
  }
  return () => database.close();
}
