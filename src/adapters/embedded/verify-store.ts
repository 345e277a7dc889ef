import type Database from "better-sqlite3";
import { toVector } from "./passage-rows.js";

interface StoredPassage {
  id: string;
  headingPath: string;
  start: number;
  end: number;
  text: string;
  embedding: Uint8Array;
  documentId: string;
}

const UNIT_NORM_TOLERANCE = 1e-3;

/** Reads the whole index and lists what is wrong with it, one plain sentence a finding; empty when it is sound. */
export function verifyStore(database: Database.Database, dimension: number): string[] {
  const damage = database.prepare<[], string>("PRAGMA integrity_check").pluck().all();
  const problems = damage.filter((line) => line !== "ok").map((line) => `SQLite reports: ${line}`);
  if (problems.length > 0) return problems;

  const passages = database.prepare<[], StoredPassage>(
    `SELECT id, heading_path AS headingPath, start_offset AS start, end_offset AS end, text, embedding,
            document_id AS documentId
     FROM passages ORDER BY document_id, number`,
  );
  const documentText = database.prepare<[string], string>("SELECT text FROM documents WHERE id = ?").pluck();
  let current: { id: string | null; text: string | undefined } = { id: null, text: undefined };
  for (const passage of passages.iterate()) {
    const id = passage.documentId;
    // Read once a document, not once a passage: documents can be long.
    if (current.id !== id) current = { id, text: documentText.get(id) };
    problems.push(
      ...problemsOf(passage, current.text, dimension).map((problem) => `Passage ${passage.id} ${problem}.`),
    );
  }
  const empty = database.prepare<[], string>(
    "SELECT id FROM documents WHERE NOT EXISTS (SELECT 1 FROM passages WHERE document_id = documents.id)",
  );
  return [
    ...problems,
    ...empty
      .pluck()
      .all()
      .map((id) => `Document ${id} has no passages.`),
  ];
}

function problemsOf(passage: StoredPassage, documentText: string | undefined, dimension: number): string[] {
  const problems: string[] = [];
  if (documentText === undefined) problems.push(`belongs to ${passage.documentId}, which is not in the index`);
  else if (documentText.slice(passage.start, passage.end) !== passage.text) {
    problems.push("differs from its document's text at its offsets");
  }
  const vector = toVector(passage.embedding, dimension);
  if (!vector) problems.push(`has an embedding of ${passage.embedding.byteLength} bytes, not ${dimension} numbers`);
  else if (!(Math.abs(Math.hypot(...vector) - 1) < UNIT_NORM_TOLERANCE)) {
    problems.push("has an embedding that is not a unit vector");
  }
  if (!isStringArray(passage.headingPath)) problems.push("has headings that cannot be read");
  return problems;
}

function isStringArray(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every((item) => typeof item === "string");
  } catch {
    return false;
  }
}
