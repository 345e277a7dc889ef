import { createHash } from "node:crypto";
import type { Document } from "../domain/document.js";
import { FootnoteError } from "../domain/errors.js";
import { assemble } from "./assemble.js";
import { type Chunk, type ChunkSettings, chunk } from "./chunk.js";
import { foreignScript } from "./foreign-script.js";
import { readSource } from "./load-files.js";
import { type SourceDocument, sourceDocuments } from "./source-documents.js";

/** A document cut into passages, ready to be embedded and stored. */
export interface PreparedDocument {
  document: Document;
  contentHash: string;
  chunks: Chunk[];
  /** The script of a text that the models do not cover, such as `Cyrillic`. */
  foreignScript: string | null;
}

/**
 * What became of a document of a file. `unchanged`: its hash is the known one, the index has it as it is. `failed` with
 * the file's own id: of the whole file.
 */
export type Preparation =
  | ({ outcome: "prepared"; id: string } & PreparedDocument)
  | { outcome: "unchanged"; id: string }
  | { outcome: "failed"; id: string; error: FootnoteError };

export interface PrepareSettings {
  chunk: ChunkSettings;
}

/** Part of every content hash: to be raised when extraction or chunking changes, so that old indexes are refreshed. */
const INGEST_VERSION = 1;

/**
 * Reads a file, extracts the text of its documents and cuts it, document by document. Failures are yielded, never
 * thrown: FILE_UNREADABLE, FILE_TOO_LARGE, FILE_BINARY, FILE_EMPTY, FILE_TOO_NESTED, RECORD_INVALID for a record, and
 * INTERNAL for what the extractors fail on.
 */
export async function* prepareDocuments(
  file: string,
  fileId: string,
  settings: PrepareSettings,
  knownHashes: ReadonlyMap<string, string> = new Map(),
): AsyncGenerator<Preparation> {
  try {
    for (const source of sourceDocuments(await readSource(file), fileId)) {
      yield "error" in source
        ? { outcome: "failed", ...source }
        : prepare(source, settings, knownHashes.get(source.id));
    }
  } catch (error) {
    yield { outcome: "failed", id: fileId, error: toExtractionError(fileId, error) };
  }
}

function prepare(source: SourceDocument, settings: PrepareSettings, knownHash: string | undefined): Preparation {
  const { id } = source;
  const version = JSON.stringify([INGEST_VERSION, settings.chunk]);
  const contentHash = createHash("sha256").update(version).update(source.content).digest("hex");
  if (contentHash === knownHash) return { outcome: "unchanged", id };
  try {
    const { title, url, publishedAt, blocks } = source.extract();
    const structure = assemble({ title, blocks });
    const chunks = chunk(structure, settings.chunk);
    if (chunks.length === 0) throw new FootnoteError("FILE_EMPTY", `${id} has no text to index.`);
    const document: Document = {
      ...{ id, title, url, publishedAt, tags: [], trust: "normal", duplicateOf: null },
      text: structure.text,
    };
    return { outcome: "prepared", id, document, contentHash, chunks, foreignScript: foreignScript(structure.text) };
  } catch (error) {
    return { outcome: "failed", id, error: toExtractionError(id, error) };
  }
}

function toExtractionError(id: string, error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  return new FootnoteError("INTERNAL", `${id} could not be read: a defect of its extraction.`, { cause: error });
}
