import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import Database from "better-sqlite3";
import { FootnoteError } from "../../domain/errors.js";
import { type AcknowledgedVersion, openAcknowledgedVersion, readAcknowledgedVersion } from "./acknowledged-version.js";
import { checkSchema, createSchema, type EmbeddingModel, isBlank, readIndexId, renewIndexId } from "./schema.js";
import { openForReading } from "./store-reader.js";
import { createStateRow } from "./store-state.js";
import { acquireWriterLock } from "./writer-lock.js";

/** A writer waits for nobody but readers, and only while it opens: long enough for one that reads everything. */
const WRITER_PATIENCE_MS = 30_000;

export interface OpenedDatabase {
  database: Database.Database;
  acknowledged: AcknowledgedVersion;
  /** Closes everything, and lets another writer in. */
  close(): void;
}

/** The database at `path` with its schema checked or, for a writer, made. */
export function openDatabase(directory: string, path: string, create: boolean, model: EmbeddingModel): OpenedDatabase {
  if (create) makeDirectory(directory);
  else if (!existsSync(path)) throw new FootnoteError("INDEX_MISSING", `There is no index in ${directory}.`);

  if (create) checkWritable([directory, path]);
  const release = create ? acquireWriterLock(directory) : () => {};
  let database: Database.Database | null = null;
  try {
    const isNew = !existsSync(path);
    database = create ? openForWriting(path) : openForReading(path);
    // Before the store is read: a writer may go on meanwhile, and must not seem to have lost what it has just added.
    const noted = isNew ? null : readAcknowledgedVersion(directory);
    const blank = isBlank(database);
    if (!blank) checkSchema(database, path, model);
    if (noted && noted.version > versionIn(database, blank, noted.indexId)) throw lostCommits(path, noted.version);
    if (blank && !create) throw new FootnoteError("INDEX_MISSING", `The index in ${directory} is empty.`);
    if (create) {
      // FULL, because a write counts as done once acknowledged; beside the embedding, its sync costs nothing.
      for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"]) database.pragma(pragma);
      if (blank) createSchema(database, model);
      // Without a note nobody knows whether versions were counted twice: what is kept beside the index is void then.
      else if (noted?.indexId !== readIndexId(database)) renewIndexId(database);
    }
    return opened(directory, database, create, release);
  } catch (error) {
    database?.close();
    release();
    throw error;
  }
}

function opened(directory: string, database: Database.Database, create: boolean, release: () => void): OpenedDatabase {
  const acknowledged = openAcknowledgedVersion(directory, readIndexId(database));
  if (create) acknowledged.note(createStateRow(database).read().revision);
  return {
    database,
    acknowledged,
    close() {
      if (create && database.open) leaveWriteAheadLog(database);
      database.close();
      acknowledged.close();
      release();
    },
  };
}

/**
 * Brings everything into the one database file, where readers do not have to make files of their own: so the index can be
 * read from a read-only folder. While there are readers the log has to stay, and what makes it readable stays with it.
 */
function leaveWriteAheadLog(database: Database.Database): void {
  try {
    database.pragma("busy_timeout = 0");
    database.pragma("journal_mode = DELETE");
  } catch {
    // Readers, or a full disk. Nothing is lost: the log is as durable as the database.
  }
}

/** The version the store has of the index that a note is about; any version will do for another index. */
function versionIn(database: Database.Database, blank: boolean, indexId: string): number {
  if (blank) return 0;
  return readIndexId(database) === indexId ? createStateRow(database).read().revision : Infinity;
}

function lostCommits(path: string, version: number): FootnoteError {
  const message = `The index ${path} has lost writes that were acknowledged, up to number ${version}: its log was damaged or removed.`;
  return new FootnoteError("INDEX_CORRUPT", message, {
    hint: "Remove the index folder and ingest again; or remove footnote.acknowledged from it, to go on with what is left.",
  });
}

/** SQLite opens what it may not write for reading instead, and fails at the first write: too late for an ingest. */
function checkWritable(paths: string[]): void {
  for (const path of paths.filter((one) => existsSync(one))) {
    try {
      accessSync(path, constants.W_OK);
    } catch (cause) {
      throw new FootnoteError("FILE_UNREADABLE", `${path} cannot be written.`, { cause });
    }
  }
}

function openForWriting(path: string): Database.Database {
  const database = new Database(path, { timeout: WRITER_PATIENCE_MS });
  database.pragma("cell_size_check = ON");
  return database;
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw new FootnoteError("FILE_UNREADABLE", `The index folder ${directory} cannot be made.`, { cause });
  }
}
