import { existsSync, renameSync, rmSync } from "node:fs";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import Database from "better-sqlite3";
import { type Trace, type TraceStore, type TraceSummary, summarizeTrace } from "../../tracing/trace.js";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS traces (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL,
    question   TEXT NOT NULL,
    profile    TEXT NOT NULL,
    started_at TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    total_ms   REAL NOT NULL,
    body       BLOB NOT NULL
  );
  CREATE INDEX IF NOT EXISTS traces_by_id ON traces (id);
`;

const MIN_PREFIX_LENGTH = 4;
// A write that waits blocks the whole process, so another writer gets little patience: the trace is given up instead.
const BUSY_TIMEOUT_MS = 100;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/**
 * Traces in a SQLite file of their own, so that nothing that happens to it can touch the index. The file is opened at
 * the first use, because a folder may be read-only; one that is not a database is moved aside and begun again.
 */
export function createTraceStore(path: string, { capacity = 1_000 } = {}): TraceStore {
  let database: Database.Database | null = null;

  /** Runs `work` on the open database; on a damaged file, once more on a new one. */
  function withDatabase<T>(work: (database: Database.Database) => T): T {
    try {
      return work((database ??= open(path)));
    } catch (error) {
      if (!isDamaged(error)) throw error;
      database?.close();
      database = null;
      moveAside(path);
      return work((database = open(path)));
    }
  }

  return {
    async save(trace) {
      const body = await compress(JSON.stringify(trace));
      const { id, question, profile, startedAt, outcome, totalMs } = summarizeTrace(trace);
      withDatabase((database) => {
        const { lastInsertRowid } = database
          .prepare(
            `INSERT INTO traces (id, question, profile, started_at, outcome, total_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(id, question, profile, startedAt, outcome, totalMs, body);
        database.prepare("DELETE FROM traces WHERE sequence <= ?").run(Number(lastInsertRowid) - capacity);
      });
    },

    async get(id) {
      if (id.length < MIN_PREFIX_LENGTH) return null;
      const rows = withDatabase((database) =>
        database
          .prepare<[string, string], { id: string; body: Buffer }>(
            "SELECT id, body FROM traces WHERE id >= ? AND id < ? ORDER BY id LIMIT 2",
          )
          .all(id, `${id}\uffff`),
      );
      // The whole id sorts before every other id that begins with it.
      const row = rows[0]?.id === id || rows.length === 1 ? rows[0] : undefined;
      return row ? (JSON.parse((await decompress(row.body)).toString()) as Trace) : null;
    },

    async recent(limit) {
      return withDatabase((database) =>
        database
          .prepare<[number], TraceSummary>(
            `SELECT id, question, profile, started_at AS startedAt, outcome, total_ms AS totalMs
             FROM traces ORDER BY sequence DESC LIMIT ?`,
          )
          .all(limit),
      );
    },

    async close() {
      database?.close();
      database = null;
    },
  };
}

function open(path: string): Database.Database {
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}

function moveAside(path: string): void {
  // The journal of a file that is gone must not be replayed into its successor.
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  if (existsSync(path)) renameSync(path, `${path}.damaged`);
}
