import type Database from "better-sqlite3";
import { FootnoteError } from "../../domain/errors.js";

export const SCHEMA_VERSION = "2";

// `revision` counts the writes, so that caches, in this process or another, can tell whether they are current.
const SCHEMA = `
  CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value NOT NULL
  );
  CREATE TABLE documents (
    id            TEXT PRIMARY KEY,
    title         TEXT NOT NULL,
    url           TEXT,
    published_at  TEXT,
    tags          TEXT NOT NULL, -- JSON array of strings
    trust         TEXT NOT NULL CHECK (trust IN ('high', 'normal', 'low')),
    duplicate_of  TEXT, -- id of the document that is searched instead
    duplicate_key TEXT NOT NULL, -- equal for documents that say the same
    text          TEXT NOT NULL,
    content_hash  TEXT NOT NULL
  ) STRICT;
  CREATE INDEX documents_by_duplicate_key ON documents (duplicate_key, id, duplicate_of);
  CREATE TABLE passages (
    number       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    document_id  TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    page         INTEGER, -- from 1; NULL in formats without pages
    heading_path TEXT NOT NULL, -- JSON array of strings
    start_offset INTEGER NOT NULL, -- UTF-16 code units into documents.text
    end_offset   INTEGER NOT NULL,
    text         TEXT NOT NULL,
    embedding    BLOB NOT NULL -- little-endian float32
  ) STRICT;
  CREATE INDEX passages_by_document ON passages (document_id, number);
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
    insert.run("embedding_model", embeddingModel);
    insert.run("dimension", dimension);
    insert.run("revision", 0);
  })();
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
