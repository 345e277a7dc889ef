import { existsSync, mkdirSync } from "node:fs";
import Database from "better-sqlite3";
import { FootnoteError } from "../../domain/errors.js";
import { checkSchema, createSchema, type EmbeddingModel, isBlank } from "./schema.js";
import { acquireWriterLock } from "./writer-lock.js";

const BUSY_TIMEOUT_MS = 5_000;

/** The database at `path` with its schema checked or, for a writer, made; `release` lets another writer in. */
export function openDatabase(directory: string, path: string, create: boolean, model: EmbeddingModel) {
  if (create) makeDirectory(directory);
  else if (!existsSync(path)) throw new FootnoteError("INDEX_MISSING", `There is no index in ${directory}.`);

  const release = create ? acquireWriterLock(directory) : () => {};
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: !create, fileMustExist: !create, timeout: BUSY_TIMEOUT_MS });
    const blank = isBlank(database);
    if (!blank) checkSchema(database, path, model);
    else if (!create) throw new FootnoteError("INDEX_MISSING", `The index in ${directory} is empty.`);
    if (create) {
      // FULL, because a write counts as done once acknowledged; beside the embedding, its sync costs nothing.
      for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"]) database.pragma(pragma);
      if (blank) createSchema(database, model);
    }
    return { database, release };
  } catch (error) {
    database?.close();
    release();
    throw error;
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw new FootnoteError("FILE_UNREADABLE", `The index folder ${directory} cannot be made.`, { cause });
  }
}
