import { existsSync, renameSync, rmSync } from "node:fs";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import Database from "better-sqlite3";
import { type Trace, type TraceStore, type TraceSummary, summarizeTrace } from "../../tracing/trace.js";
import { checksumOf } from "./checksums.js";
import { toStoreError } from "./sqlite-errors.js";

const FORMAT = 2;
const SCHEMA = `
  DROP TABLE IF EXISTS traces;
  CREATE TABLE traces (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL,
    question   TEXT NOT NULL,
    profile    TEXT NOT NULL,
    started_at TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    total_ms   REAL NOT NULL,
    checksum   INTEGER NOT NULL, -- of the summary; the compressed body has its own
    body       BLOB NOT NULL
  );
  CREATE INDEX traces_by_id ON traces (id);
  PRAGMA user_version = ${FORMAT};
`;

const MIN_PREFIX_LENGTH = 4;
// A write that waits blocks the whole process, so another writer gets little patience: the trace is given up instead.
const BUSY_TIMEOUT_MS = 100;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/**
 * Traces in a SQLite file of their own, so that nothing that happens to it can touch the index. The file is opened at
 * the first use, because a folder may be read-only; one that is not a database is moved aside and begun again. A trace that
 * is not as it was saved is left out, as one that was removed.
 */
export function createTraceStore(path: string, { capacity = 1_000 } = {}): TraceStore {
  let database: Database.Database | null = null;

  /** Runs `work` on the open database; on a damaged file, once more on a new one. */
  function withDatabase<T>(work: (database: Database.Database) => T): T {
    try {
      return work((database ??= open(path)));
    } catch (error) {
      if (!isDamaged(error)) throw toStoreError(path, error);
      database?.close();
      database = null;
      moveAside(path);
      return work((database = open(path)));
    }
  }

  return {
    async save(trace) {
      const body = await compress(JSON.stringify(trace));
      const summary = summarizeTrace(trace);
      const { id, question, profile, startedAt, outcome, totalMs } = summary;
      withDatabase((database) => {
        const { lastInsertRowid } = database
          .prepare(
            `INSERT INTO traces (id, question, profile, started_at, outcome, total_ms, checksum, body)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(id, question, profile, startedAt, outcome, totalMs, summaryChecksum(summary), body);
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
      return row ? readBody(row) : null;
    },

    async recent(limit) {
      const rows = withDatabase((database) =>
        database
          .prepare<[number], TraceSummary & { checksum: number }>(
            `SELECT id, question, profile, started_at AS startedAt, outcome, total_ms AS totalMs, checksum
             FROM traces ORDER BY sequence DESC LIMIT ?`,
          )
          .all(limit),
      );
      return rows.flatMap(({ checksum, ...summary }) => (checksum === summaryChecksum(summary) ? summary : []));
    },

    async close() {
      database?.close();
      database = null;
    },
  };
}

function summaryChecksum({ id, question, profile, startedAt, outcome, totalMs }: TraceSummary): number {
  return checksumOf([id, question, profile, startedAt, outcome, totalMs]);
}

/** Null for a body that cannot be unpacked, or is another trace's. */
async function readBody({ id, body }: { id: string; body: Buffer }): Promise<Trace | null> {
  try {
    const trace = JSON.parse((await decompress(body)).toString()) as Trace;
    return trace.id === id ? trace : null;
  } catch {
    return null;
  }
}

function open(path: string): Database.Database {
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    const isOurs = (): boolean => database.pragma("user_version", { simple: true }) === FORMAT;
    // Asked again under the lock: another process may have come first.
    if (!isOurs()) database.transaction(() => isOurs() || database.exec(SCHEMA)).immediate();
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
