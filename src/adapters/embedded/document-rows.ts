import type Database from "better-sqlite3";
import type { Document, Trust } from "../../domain/document.js";
import { checksumOf } from "./checksums.js";
import { assertSound } from "./damage.js";
import type { StateRow } from "./store-state.js";

/** A document's row without its text, which can be long: enough to check the row, and what its passages share. */
export interface DocumentHead {
  id: string;
  title: string;
  url: string | null;
  publishedAt: string | null;
  /** JSON array of strings. */
  tags: string;
  trust: Trust;
  duplicateOf: string | null;
  duplicateKey: string;
  contentHash: string;
  /** The write that last touched the row. */
  revision: number;
  textChecksum: number;
  /** Number of the document's passages, and the checksum of their checksums in reading order. */
  passages: number;
  passagesChecksum: number;
  /** Of everything above. */
  checksum: number;
}

export const HEAD_COLUMNS = `
  id, title, url, published_at AS publishedAt, tags, trust, duplicate_of AS duplicateOf, duplicate_key AS duplicateKey,
  content_hash AS contentHash, revision, text_checksum AS textChecksum, passages,
  passages_checksum AS passagesChecksum, checksum
`;

export function headChecksum(head: Omit<DocumentHead, "checksum">): number {
  const { id, title, url, publishedAt, tags, trust, duplicateOf, duplicateKey, contentHash } = head;
  const about = [id, title, url, publishedAt, tags, trust, duplicateOf, duplicateKey, contentHash];
  return checksumOf([...about, head.revision, head.textChecksum, head.passages, head.passagesChecksum]);
}

/** @throws Damage */
export function checkHead<Head extends DocumentHead>(head: Head): Head {
  assertSound(head.checksum === headChecksum(head), () => `document ${head.id} differs from its checksum`);
  return head;
}

/** Reads documents, each row checked. All of it @throws Damage */
export interface DocumentReader {
  /** Null for an unknown id. */
  head(id: string): DocumentHead | null;
  get(id: string): Document | null;
  /** Every head, in the order of the ids. To be read to its end within one transaction. */
  all(): Iterable<DocumentHead>;
}

export function createDocumentReader(database: Database.Database, stateRow: StateRow): DocumentReader {
  const headOf = createHeadReader(database);
  const selectAll = database.prepare<[], DocumentHead>(`SELECT ${HEAD_COLUMNS} FROM documents ORDER BY id`);
  const select = database.prepare<[string], DocumentHead & { text: string }>(
    `SELECT ${HEAD_COLUMNS}, text FROM documents WHERE id = ?`,
  );
  return {
    head: headOf,

    get(id) {
      const row = select.get(id);
      if (!row) return null;
      const { title, url, publishedAt, tags, trust, duplicateOf, text, textChecksum } = checkHead(row);
      assertSound(textChecksum === checksumOf([text]), () => `the text of document ${id} differs from its checksum`);
      return { id, title, url, publishedAt, tags: JSON.parse(tags) as string[], trust, duplicateOf, text };
    },

    *all() {
      const { documents } = stateRow.read();
      let found = 0;
      for (const head of selectAll.iterate()) {
        found++;
        yield checkHead(head);
      }
      assertSound(found === documents, () => `it has ${found} documents, but ${documents} were written`);
    },
  };
}

/** Reads heads by id, each checked: null for an unknown id. @throws Damage (the function made) */
export function createHeadReader(database: Database.Database): (id: string) => DocumentHead | null {
  const select = database.prepare<[string], DocumentHead>(`SELECT ${HEAD_COLUMNS} FROM documents WHERE id = ?`);
  return (id) => {
    const head = select.get(id);
    return head ? checkHead(head) : null;
  };
}
