import { createHash } from "node:crypto";
import type { Document } from "../domain/document.js";
import { FootnoteError } from "../domain/errors.js";
import { assemble } from "./assemble.js";
import { type Chunk, type ChunkSettings, chunk } from "./chunk.js";
import { decodeText } from "./decode-text.js";
import { extract } from "./extract.js";
import { readSource } from "./load-files.js";

/** A document cut into passages, ready to be embedded and stored. */
export interface PreparedDocument {
  document: Document;
  contentHash: string;
  chunks: Chunk[];
}

/** Part of every content hash: to be raised when extraction or chunking changes, so that old indexes are refreshed. */
const INGEST_VERSION = 1;

/**
 * Reads a file, extracts its text and cuts it. Null when its hash is the known one: the index has it as it is.
 *
 * @throws FootnoteError FILE_UNREADABLE, FILE_TOO_LARGE, FILE_BINARY, FILE_EMPTY, FILE_TOO_NESTED, and INTERNAL for a
 * file that the extractors fail on
 */
export async function prepareDocument(
  file: string,
  id: string,
  settings: { chunk: ChunkSettings },
  knownHash?: string,
): Promise<PreparedDocument | null> {
  const bytes = await readSource(file);
  const version = JSON.stringify([INGEST_VERSION, settings.chunk]);
  const contentHash = createHash("sha256").update(version).update(bytes).digest("hex");
  if (contentHash === knownHash) return null;
  try {
    const { title, url, publishedAt, blocks } = extract(decodeText(bytes, id), id);
    const structure = assemble({ title, blocks });
    const chunks = chunk(structure, settings.chunk);
    if (chunks.length === 0) throw new FootnoteError("FILE_EMPTY", `${id} has no text to index.`);
    return { document: { id, title, url, publishedAt, text: structure.text }, contentHash, chunks };
  } catch (error) {
    if (error instanceof FootnoteError) throw error;
    throw new FootnoteError("INTERNAL", `${id} could not be read: a defect of its extraction.`, { cause: error });
  }
}
