import type Database from "better-sqlite3";
import type { ConversationStore, Exchange } from "../../ports/conversation-store.js";
import { checksumOf } from "./checksums.js";
import { createSideDatabase } from "./side-database.js";

const FORMAT = 1;
const SCHEMA = `
  DROP TABLE IF EXISTS exchanges;
  DROP TABLE IF EXISTS conversations;
  CREATE TABLE conversations (
    id      TEXT PRIMARY KEY,
    used_at INTEGER NOT NULL, -- milliseconds since 1970
    size    INTEGER NOT NULL  -- characters of its exchanges
  ) WITHOUT ROWID;
  CREATE INDEX conversations_by_use ON conversations (used_at);
  CREATE TABLE exchanges (
    sequence        INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL,
    answer_id       TEXT NOT NULL,
    question        TEXT NOT NULL,
    answer          TEXT NOT NULL,
    checksum        INTEGER NOT NULL
  );
  CREATE INDEX exchanges_by_conversation ON exchanges (conversation_id, sequence);
  PRAGMA user_version = ${FORMAT};
`;

export interface ConversationLimits {
  /** Since the last question. */
  maxAgeMs: number;
  maxConversations: number;
  /** Of one conversation; the oldest go first. */
  maxExchanges: number;
  /** Of a question and of an answer, in characters; what is longer is cut. */
  maxTextLength: number;
  /** Of all conversations together, in characters. */
  maxTotalLength: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

const LIMITS: ConversationLimits = {
  maxAgeMs: 30 * DAY_MS,
  maxConversations: 1_000,
  maxExchanges: 500,
  maxTextLength: 8_000,
  maxTotalLength: 64_000_000,
};

/** Conversations in a SQLite file of their own. An exchange that is not as it was written is left out. */
export function createConversationStore(
  path: string,
  limits: Partial<ConversationLimits> = {},
  now: () => number = Date.now,
): ConversationStore {
  const { maxAgeMs, maxConversations, maxExchanges, maxTextLength, maxTotalLength } = { ...LIMITS, ...limits };
  const side = createSideDatabase(path, FORMAT, SCHEMA);

  function isKnown(database: Database.Database, id: string): boolean {
    return (
      database.prepare("SELECT 1 FROM conversations WHERE id = ? AND used_at >= ?").get(id, now() - maxAgeMs) !==
      undefined
    );
  }

  function write(database: Database.Database, id: string, { answerId, ...texts }: Exchange): void {
    const [question, answer] = [texts.question, texts.answer].map((text) =>
      wellFormed(text.slice(0, maxTextLength)),
    ) as [string, string];
    database
      .prepare("INSERT INTO exchanges (conversation_id, answer_id, question, answer, checksum) VALUES (?, ?, ?, ?, ?)")
      .run(id, answerId, question, answer, checksumOf([id, answerId, question, answer]));
    database
      .prepare(
        `DELETE FROM exchanges WHERE conversation_id = ? AND sequence <= (
           SELECT sequence FROM exchanges WHERE conversation_id = ? ORDER BY sequence DESC LIMIT 1 OFFSET ?)`,
      )
      .run(id, id, maxExchanges);
    database
      .prepare(
        `INSERT INTO conversations (id, used_at, size) VALUES (
           @id, @now, (SELECT sum(length(question) + length(answer)) FROM exchanges WHERE conversation_id = @id))
         ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at, size = excluded.size`,
      )
      .run({ id, now: now() });
    removeOld(database, id);
  }

  /** By use: what has been idle for too long, what is past the number, and what is past the size of all. */
  function removeOld(database: Database.Database, inUse: string): void {
    const newestFirst = database
      .prepare<[], { id: string; usedAt: number; size: number }>(
        "SELECT id, used_at AS usedAt, size FROM conversations ORDER BY used_at DESC",
      )
      .all();
    let total = 0;
    newestFirst.forEach(({ id, usedAt, size }, i) => {
      total += size;
      const isOld = usedAt < now() - maxAgeMs || i >= maxConversations || total > maxTotalLength;
      if (isOld && id !== inUse) removeRows(database, id);
    });
  }

  return {
    async read(id, limit) {
      return side.use((database) => {
        if (!isKnown(database, id)) return null;
        const rows = database
          .prepare<[string, number], Exchange & { checksum: number }>(
            `SELECT answer_id AS answerId, question, answer, checksum FROM exchanges
             WHERE conversation_id = ? ORDER BY sequence DESC LIMIT ?`,
          )
          .all(id, limit);
        const sound = rows.filter(
          ({ answerId, question, answer, checksum }) => checksum === checksumOf([id, answerId, question, answer]),
        );
        return sound.reverse().map(({ answerId, question, answer }) => ({ answerId, question, answer }));
      });
    },

    async begin(id, exchange) {
      side.use((database) => database.transaction(() => write(database, id, exchange)).immediate());
    },

    async append(id, exchange) {
      return side.use((database) =>
        database
          .transaction(() => {
            if (!isKnown(database, id)) return false;
            write(database, id, exchange);
            return true;
          })
          .immediate(),
      );
    },

    async remove(id) {
      return side.use((database) => {
        const answerIds = database
          .transaction(() => {
            if (!isKnown(database, id)) return null;
            const ids = database
              .prepare<[string], string>("SELECT answer_id FROM exchanges WHERE conversation_id = ?")
              .pluck()
              .all(id);
            removeRows(database, id);
            return ids;
          })
          .immediate();
        if (answerIds) database.pragma("wal_checkpoint(TRUNCATE)");
        return answerIds;
      });
    },

    close: async () => side.close(),
  };
}

/** SQLite stores UTF-8, which has no half of a surrogate pair. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function removeRows(database: Database.Database, id: string): void {
  database.prepare("DELETE FROM exchanges WHERE conversation_id = ?").run(id);
  database.prepare("DELETE FROM conversations WHERE id = ?").run(id);
}
