import type Database from "better-sqlite3";
import { verifyChangeLog } from "./change-log.js";
import { checksumOf } from "./checksums.js";
import { Damage } from "./damage.js";
import { type DocumentHead, HEAD_COLUMNS, headChecksum } from "./document-rows.js";
import { createStateRow, countDocument, INITIAL_STATE, type StoreState } from "./store-state.js";
import { verifyPassages } from "./verify-passages.js";

/**
 * Reads the whole index and lists what is wrong with it, one plain sentence a finding; empty when it is sound.
 * docs/durability.md lists what it finds, and tests/adapters/embedded/verify-store.test.ts plants each of it.
 */
export function verifyStore(database: Database.Database, dimension: number): string[] {
  const report = database.prepare<[], string>("PRAGMA integrity_check").pluck().all();
  const damage = report.filter((line) => line !== "ok");
  // What rows say is not worth reading in a file whose pages are broken.
  return damage.length > 0 ? damage.map((line) => `SQLite reports: ${line}`) : [...verifyRows(database, dimension)];
}

function* verifyRows(database: Database.Database, dimension: number): Generator<string> {
  yield* orphans(database);
  const found = yield* verifyDocuments(database, dimension);
  const state = yield* readState(database);
  if (!state) return;
  for (const [name, what] of COUNTED) {
    if (found[name] !== state[name]) yield `The index has ${found[name]} ${what}, but ${state[name]} were written.`;
  }
  if (found.documentsChecksum !== state.documentsChecksum) yield "The documents are not those that were written.";
  yield* verifyChangeLog(database, state);
}

const COUNTED = [
  ["documents", "documents"],
  ["duplicates", "linked duplicates"],
  ["passages", "searched passages"],
] as const;

function* orphans(database: Database.Database): Generator<string> {
  const select = database.prepare<[], { id: string; documentId: string }>(
    `SELECT id, document_id AS documentId FROM passages
     WHERE NOT EXISTS (SELECT 1 FROM documents WHERE documents.id = passages.document_id)`,
  );
  for (const { id, documentId } of select.iterate()) {
    yield `Passage ${id} belongs to ${documentId}, which is not in the index.`;
  }
}

/** @returns the state that the documents add up to */
function* verifyDocuments(database: Database.Database, dimension: number): Generator<string, StoreState> {
  const documents = database.prepare<[], DocumentHead & { text: string }>(
    `SELECT ${HEAD_COLUMNS}, text FROM documents ORDER BY id`,
  );
  const original = database.prepare<[string], Pick<DocumentHead, "duplicateOf" | "duplicateKey">>(
    "SELECT duplicate_of AS duplicateOf, duplicate_key AS duplicateKey FROM documents WHERE id = ?",
  );
  let state = INITIAL_STATE;
  for (const document of documents.iterate()) {
    state = countDocument(state, document, 1);
    yield* problemsOf(document, document.duplicateOf === null ? null : original.get(document.duplicateOf));
    yield* verifyPassages(database, document, dimension);
  }
  return state;
}

function* problemsOf(
  document: DocumentHead & { text: string },
  original: Pick<DocumentHead, "duplicateOf" | "duplicateKey"> | null | undefined,
): Generator<string> {
  const { id, duplicateOf, duplicateKey, checksum, text, textChecksum } = document;
  if (checksum !== headChecksum(document)) yield `Document ${id} differs from its checksum.`;
  if (textChecksum !== checksumOf([text])) yield `The text of document ${id} differs from its checksum.`;
  if (original === null) return;
  if (!original) yield `Document ${id} is a duplicate of ${duplicateOf}, which is not in the index.`;
  else if (original.duplicateOf !== null || original.duplicateKey !== duplicateKey) {
    yield `Document ${id} is a duplicate of ${duplicateOf}, which cannot be searched in its place.`;
  }
}

function* readState(database: Database.Database): Generator<string, StoreState | null> {
  try {
    return createStateRow(database).read();
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    yield `The index is damaged: ${error.message}.`;
    return null;
  }
}
