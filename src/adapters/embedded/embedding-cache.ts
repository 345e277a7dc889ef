import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import type { Embedder } from "../../ports/embedder.js";
import { fromBlob, toBlob } from "./vector-bytes.js";

/** An embedder that remembers. */
export interface CachingEmbedder extends Embedder {
  /** Number of passages since the start that were not embedded again. */
  hits(): number;
  close(): void;
}

export interface EmbeddingCacheOptions {
  /** Vectors kept, those used longest ago go first. Each takes 1.6 KB with 384 dimensions. */
  capacity?: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS embeddings (
    key      BLOB PRIMARY KEY, -- SHA-256 of model and text
    vector   BLOB NOT NULL,    -- little-endian float32
    checksum BLOB NOT NULL,    -- of key and vector
    used     INTEGER NOT NULL  -- number of the last run that used it
  ) STRICT;
  CREATE INDEX IF NOT EXISTS embeddings_by_use ON embeddings (used);
`;

interface Row {
  vector: Uint8Array;
  checksum: Buffer;
  used: number;
}

/**
 * Wraps an embedder so that a passage whose text was embedded before, in this index or under another name, costs nothing.
 * The vectors are in a SQLite file of their own. It is only ever a cache: rows are checked when read, and a file that
 * cannot be used is thrown away and begun again; if that does not help, nothing is remembered.
 */
export function createEmbeddingCache(
  embedder: Embedder,
  path: string,
  { capacity = 200_000 }: EmbeddingCacheOptions = {},
): CachingEmbedder {
  const { modelId, dimension } = embedder;
  let opened: { database: Database.Database; run: number } | null = null;
  let isGivenUp = false;
  let hits = 0;

  /** Runs `work` on the open file; when that fails, once more on a new one; null when that fails too. */
  function withDatabase<T>(work: (database: Database.Database, run: number) => T): T | null {
    for (let attempt = 0; attempt < 2 && !isGivenUp; attempt++) {
      try {
        opened ??= open(path);
        return work(opened.database, opened.run);
      } catch {
        opened?.database.close();
        opened = null;
        isGivenUp = attempt === 1 || !removeFile(path);
      }
    }
    return null;
  }

  function read(keys: Buffer[]): (Float32Array | null)[] {
    const found = withDatabase((database, run) => {
      const select = database.prepare<[Buffer], Row>("SELECT vector, checksum, used FROM embeddings WHERE key = ?");
      const touch = database.prepare("UPDATE embeddings SET used = ? WHERE key = ?");
      return database.transaction(() =>
        keys.map((key) => {
          const row = select.get(key);
          if (!row || !row.checksum.equals(checksumOf(key, row.vector))) return null;
          if (row.used !== run) touch.run(run, key);
          return fromBlob(row.vector, dimension);
        }),
      )();
    });
    return found ?? keys.map(() => null);
  }

  function write(entries: { key: Buffer; vector: Float32Array }[]): void {
    withDatabase((database, run) => {
      const insert = database.prepare("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?, ?)");
      database.transaction(() => {
        for (const { key, vector } of entries) insert.run(key, toBlob(vector), checksumOf(key, toBlob(vector)), run);
      })();
    });
  }

  return {
    modelId,
    dimension,
    embedQuery: (text, signal) => embedder.embedQuery(text, signal),

    async embedPassages(texts, signal) {
      const keys = texts.map((text) => createHash("sha256").update(`${modelId}\0${text}`).digest());
      const vectors = read(keys);
      const missing = vectors.flatMap((vector, i) => (vector ? [] : [i]));
      hits += texts.length - missing.length;
      if (missing.length > 0) {
        const made = await embedder.embedPassages(
          missing.map((i) => texts[i]!),
          signal,
        );
        missing.forEach((i, n) => (vectors[i] = made[n]!));
        write(missing.map((i) => ({ key: keys[i]!, vector: vectors[i]! })));
      }
      return vectors as Float32Array[];
    },

    hits: () => hits,

    close() {
      if (!opened) return;
      withDatabase((database) => {
        const count = database.prepare<[], number>("SELECT count(*) FROM embeddings").pluck().get()!;
        const surplus = Math.max(0, count - capacity);
        const remove = `DELETE FROM embeddings WHERE key IN (SELECT key FROM embeddings ORDER BY used LIMIT ?)`;
        if (surplus > 0) database.prepare(remove).run(surplus);
      });
      opened?.database.close();
      opened = null;
    },
  };
}

function open(path: string): { database: Database.Database; run: number } {
  const database = new Database(path);
  try {
    database.pragma("journal_mode = WAL");
    // What a power cut loses or damages is embedded again.
    database.pragma("synchronous = OFF");
    database.exec(SCHEMA);
    const run = database.prepare<[], number>("SELECT coalesce(max(used), 0) + 1 FROM embeddings").pluck().get()!;
    return { database, run };
  } catch (error) {
    database.close();
    throw error;
  }
}

function removeFile(path: string): boolean {
  try {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
    return true;
  } catch {
    return false;
  }
}

function checksumOf(key: Uint8Array, vector: Uint8Array): Buffer {
  return createHash("sha256").update(key).update(vector).digest().subarray(0, 8);
}
