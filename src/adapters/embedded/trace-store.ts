import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { type Trace, type TraceStore, type TraceSummary, summarizeTrace } from "../../tracing/trace.js";
import { checksumOf } from "./checksums.js";
import { createSideDatabase } from "./side-database.js";

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

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Traces in a SQLite file of their own. A trace that is not as it was saved is left out, as one that was removed. */
export function createTraceStore(path: string, { capacity = 1_000 } = {}): TraceStore {
  const side = createSideDatabase(path, FORMAT, SCHEMA);

  return {
    async save(trace) {
      const body = await compress(JSON.stringify(trace));
      const summary = summarizeTrace(trace);
      const { id, question, profile, startedAt, outcome, totalMs } = summary;
      side.use((database) => {
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
      const rows = side.use((database) =>
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
      const rows = side.use((database) =>
        database
          .prepare<[number], TraceSummary & { checksum: number }>(
            `SELECT id, question, profile, started_at AS startedAt, outcome, total_ms AS totalMs, checksum
             FROM traces ORDER BY sequence DESC LIMIT ?`,
          )
          .all(limit),
      );
      return rows.flatMap(({ checksum, ...summary }) => (checksum === summaryChecksum(summary) ? summary : []));
    },

    async remove(ids) {
      side.use((database) => {
        const remove = database.prepare<[string]>("DELETE FROM traces WHERE id = ?");
        database.transaction(() => ids.forEach((id) => remove.run(id)))();
        database.pragma("wal_checkpoint(TRUNCATE)");
      });
    },

    close: async () => side.close(),
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
