import { randomUUID } from "node:crypto";
import Database from "better-sqlite3";
import { FootnoteError } from "../../domain/errors.js";
import { assertSound } from "./damage.js";
import { createStateRow, INITIAL_STATE } from "./store-state.js";

export const SCHEMA_VERSION = "2";

// The long columns come last: SQLite reads a row from its beginning, and only as far as it has to.
const SCHEMA = `
  CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value NOT NULL
  );
  CREATE TABLE state (
    only                 INTEGER PRIMARY KEY CHECK (only = 1),
    revision             INTEGER NOT NULL, -- counts the writes, so that caches can tell whether they are current
    documents            INTEGER NOT NULL,
    duplicates           INTEGER NOT NULL,
    passages             INTEGER NOT NULL, -- those of duplicates apart
    documents_checksum   INTEGER NOT NULL,
    last_change          INTEGER NOT NULL,
    oldest_known_version INTEGER NOT NULL,
    checksum             INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE documents (
    id                TEXT PRIMARY KEY,
    title             TEXT NOT NULL,
    url               TEXT,
    published_at      TEXT,
    tags              TEXT NOT NULL, -- JSON array of strings
    trust             TEXT NOT NULL CHECK (trust IN ('high', 'normal', 'low')),
    duplicate_of      TEXT, -- id of the document that is searched instead
    duplicate_key     TEXT NOT NULL, -- equal for documents that say the same
    content_hash      TEXT NOT NULL,
    revision          INTEGER NOT NULL, -- the write that last touched the row
    text_checksum     INTEGER NOT NULL,
    passages          INTEGER NOT NULL,
    passages_checksum INTEGER NOT NULL,
    checksum          INTEGER NOT NULL,
    text              TEXT NOT NULL
  ) STRICT;
  CREATE INDEX documents_by_duplicate_key ON documents (duplicate_key, id, duplicate_of);
  CREATE TABLE passages (
    number             INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE,
    document_id        TEXT NOT NULL REFERENCES documents (id),
    page               INTEGER, -- from 1; NULL in formats without pages
    heading_path       TEXT NOT NULL, -- JSON array of strings
    start_offset       INTEGER NOT NULL, -- UTF-16 code units into documents.text
    end_offset         INTEGER NOT NULL,
    embedding_checksum INTEGER NOT NULL,
    checksum           INTEGER NOT NULL,
    text               TEXT NOT NULL,
    embedding          BLOB NOT NULL -- little-endian float32
  ) STRICT;
  CREATE INDEX passages_by_document ON passages (document_id, number);
  CREATE TABLE changes (
    sequence    INTEGER PRIMARY KEY,
    revision    INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('put', 'removed')),
    checksum    INTEGER NOT NULL
  ) STRICT;
`;

export interface EmbeddingModel {
  embeddingModel: string;
  dimension: number;
}

/** True for a file in which nothing was ever made: new, or left by a process that ended before its first commit. */
export function isBlank(database: Database.Database): boolean {
  return database.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0;
}

export function createSchema(database: Database.Database, { embeddingModel, dimension }: EmbeddingModel): void {
  database.transaction(() => {
    database.exec(SCHEMA);
    const insert = database.prepare("INSERT INTO meta (key, value) VALUES (?, ?)");
    insert.run("schema_version", SCHEMA_VERSION);
    insert.run("index_id", randomUUID());
    insert.run("embedding_model", embeddingModel);
    insert.run("dimension", dimension);
    createStateRow(database).write(INITIAL_STATE);
  })();
}

/** Tells this index from any other, for what lies beside it. */
export function readIndexId(database: Database.Database): string {
  return String(database.prepare("SELECT value FROM meta WHERE key = 'index_id'").pluck().get());
}

/** Makes another index of it, as far as what lies beside it is concerned. */
export function renewIndexId(database: Database.Database): void {
  database.prepare("UPDATE meta SET value = ? WHERE key = 'index_id'").run(randomUUID());
}

/** @throws FootnoteError INDEX_CORRUPT for tables that are not ours, INDEX_MODEL_MISMATCH for vectors of another model */
export function checkSchema(database: Database.Database, path: string, expected: EmbeddingModel): void {
  const tables = new Set(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
  if (!["meta", "documents", "passages"].every((table) => tables.has(table))) {
    throw new FootnoteError("INDEX_CORRUPT", `${path} is a database, but not a Footnote index.`);
  }
  const rows = database.prepare<[], [string, unknown]>("SELECT key, value FROM meta").raw().all();
  const meta = new Map(rows);
  if (meta.get("schema_version") !== SCHEMA_VERSION) {
    const version = String(meta.get("schema_version"));
    const message = `${path} has index format ${version}; this version of Footnote reads format ${SCHEMA_VERSION}.`;
    throw new FootnoteError("INDEX_CORRUPT", message);
  }
  assertSound(sqlOf(database) === ourSql(), () => `its tables are not those of format ${SCHEMA_VERSION}`);
  const model = String(meta.get("embedding_model"));
  const dimension = Number(meta.get("dimension"));
  if (model !== expected.embeddingModel || dimension !== expected.dimension) {
    const found = `${model} (${dimension} dimensions)`;
    const wanted = `${expected.embeddingModel} (${expected.dimension})`;
    throw new FootnoteError(
      "INDEX_MODEL_MISMATCH",
      `${path} was made with the embedding model ${found}, not ${wanted}.`,
    );
  }
}

/** The definitions that a database keeps of its tables and indexes. */
function sqlOf(database: Database.Database): string {
  return JSON.stringify(
    database.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").raw().all(),
  );
}

function ourSql(): string {
  const empty = new Database(":memory:");
  try {
    empty.exec(SCHEMA);
    return sqlOf(empty);
  } finally {
    empty.close();
  }
}
