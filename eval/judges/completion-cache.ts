import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import type { ChatCompletion, ChatModel } from "../../src/ports/chat-model.js";

/**
 * The model with its completions remembered on disk by endpoint, model and request, so that an interrupted run goes on
 * where it stopped and no question is paid for twice. Answers of a later version behind the same name are not noticed.
 * @param endpoint address of the endpoint: the same name may be another model elsewhere
 */
export function withCompletionCache(
  model: ChatModel,
  path: string,
  endpoint: string,
): { model: ChatModel; close(): void } {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE IF NOT EXISTS completions (key BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  const select = database.prepare<[Buffer], { value: string }>("SELECT value FROM completions WHERE key = ?");
  const insert = database.prepare("INSERT OR REPLACE INTO completions VALUES (?, ?)");
  return {
    model: {
      modelId: model.modelId,
      async complete(messages, { signal, ...request }) {
        const asked = JSON.stringify([endpoint, model.modelId, messages, request]);
        const key = createHash("sha256").update(asked).digest();
        const known = select.get(key);
        if (known) return JSON.parse(known.value) as ChatCompletion;
        const completion = await model.complete(messages, { signal, ...request });
        insert.run(key, JSON.stringify(completion));
        return completion;
      },
    },
    close: () => void database.close(),
  };
}
