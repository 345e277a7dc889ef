import type Database from "better-sqlite3";
import { checksumOf } from "./checksums.js";
import { Damage } from "./damage.js";
import type { DocumentHead } from "./document-rows.js";
import { type EmbeddingRow, PASSAGE_COLUMNS, type PassageRow, passagesOf, toVector } from "./passage-rows.js";

const UNIT_NORM_TOLERANCE = 1e-3;

/** What is wrong with the passages of a document, one sentence a finding. */
export function* verifyPassages(
  database: Database.Database,
  document: DocumentHead & { text: string },
  dimension: number,
): Generator<string> {
  const { id, passages, passagesChecksum } = document;
  const rows = database
    .prepare<[string], PassageRow & EmbeddingRow>(
      `SELECT ${PASSAGE_COLUMNS}, embedding FROM passages WHERE document_id = ? ORDER BY number`,
    )
    .all(id);
  if (rows.length === 0) yield `Document ${id} has no passages.`;
  else if (rows.length !== passages) yield `Document ${id} has ${rows.length} passages, not ${passages}.`;
  else if (checksumOf(rows.map((row) => row.checksum)) !== passagesChecksum) {
    yield `Document ${id} has other passages than were written with it.`;
  }
  const toPassage = passagesOf(document);
  for (const row of rows) {
    const problem = damageOf(() => toPassage(row)) ?? damageOf(() => checkVector(row, dimension));
    if (problem !== null) yield `The index is damaged: ${problem}.`;
    else if (document.text.slice(row.start, row.end) !== row.text) {
      yield `Passage ${row.id} differs from its document's text at its offsets.`;
    }
  }
}

function checkVector(row: EmbeddingRow, dimension: number): void {
  const norm = Math.hypot(...toVector(row, dimension));
  if (!(Math.abs(norm - 1) < UNIT_NORM_TOLERANCE)) {
    throw new Damage(`the embedding of passage ${row.id} is not a unit vector`);
  }
}

/** What makes `work` fail; null when nothing does. */
function damageOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    return error.message;
  }
}
