import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import type { Document } from "../../domain/document.js";

/**
 * Equal for documents that say the same: one text but for white space and Unicode composition, with the same tags and
 * trust, so that no filter on these tells them apart.
 */
export function duplicateKey({ text, tags, trust }: Pick<Document, "text" | "tags" | "trust">): string {
  const normalized = text.normalize("NFC").replace(/\s+/g, " ").trim();
  return createHash("sha256")
    .update(JSON.stringify([tags, trust]))
    .update(normalized)
    .digest("hex");
}

/**
 * Sets the links among the documents of the given keys: the one with the lowest id is searched, the others are linked
 * to it. Called inside the transaction of every write, so that links depend on what is stored and not on its history.
 *
 * @returns ids of the documents whose link is another than before
 */
export function linkDuplicates(database: Database.Database, keys: Iterable<string>): string[] {
  const first = database
    .prepare<[string], string>("SELECT id FROM documents WHERE duplicate_key = ? ORDER BY id LIMIT 1")
    .pluck();
  const unlink = database
    .prepare<[string], string>(
      "UPDATE documents SET duplicate_of = NULL WHERE id = ? AND duplicate_of IS NOT NULL RETURNING id",
    )
    .pluck();
  const link = database
    .prepare<{ key: string; original: string }, string>(
      `UPDATE documents SET duplicate_of = @original
       WHERE duplicate_key = @key AND id > @original AND duplicate_of IS NOT @original RETURNING id`,
    )
    .pluck();
  return [...new Set(keys)].flatMap((key) => {
    const original = first.get(key);
    return original === undefined ? [] : [...unlink.all(original), ...link.all({ key, original })];
  });
}
