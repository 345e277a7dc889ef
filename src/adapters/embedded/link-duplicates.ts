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
 * @param setLink is called for each document whose link is to become another than before; null lifts it
 */
export function linkDuplicates(
  database: Database.Database,
  keys: Iterable<string>,
  setLink: (documentId: string, duplicateOf: string | null) => void,
): void {
  const first = database.prepare<[string], { id: string; duplicateOf: string | null }>(
    "SELECT id, duplicate_of AS duplicateOf FROM documents WHERE duplicate_key = ? ORDER BY id LIMIT 1",
  );
  const strays = database
    .prepare<{ key: string; original: string }, string>(
      "SELECT id FROM documents WHERE duplicate_key = @key AND id > @original AND duplicate_of IS NOT @original",
    )
    .pluck();
  for (const key of new Set(keys)) {
    const original = first.get(key);
    if (original === undefined) continue;
    if (original.duplicateOf !== null) setLink(original.id, null);
    for (const id of strays.all({ key, original: original.id })) setLink(id, original.id);
  }
}
