import { createHash } from "node:crypto";
import type { Document } from "../domain/document.js";
import { FootnoteError } from "../domain/errors.js";
import { assemble } from "./assemble.js";
import { type Chunk, type ChunkSettings, chunk } from "./chunk.js";
import { foreignLanguage } from "./foreign-language.js";
import { readSource } from "./load-files.js";
import { type SourceDocument, sourceDocuments } from "./source-documents.js";
import { NOTHING_STATED, sourceMetadata, type StatedMetadata } from "./source-metadata.js";

/** A document cut into passages, ready to be embedded and stored. */
export interface PreparedDocument {
  document: Document;
  contentHash: string;
  chunks: Chunk[];
  /** The language or script of a text that the models do not cover, such as `German` or `Cyrillic script`. */
  foreignLanguage: string | null;
  /** What of the document could not be read. */
  warning: string | null;
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

/** What is known of a file's documents before it is read. */
export interface PriorKnowledge {
  /** Content hash by document id. */
  knownHashes?: ReadonlyMap<string, string>;
  stated?: StatedMetadata;
}

/** Part of every content hash: to be raised when extraction or chunking changes, so that old indexes are refreshed. */
const INGEST_VERSION = 3;

/**
 * Reads a file, extracts the text of its documents and cuts it, document by document. Failures are yielded, never
 * thrown: FILE_UNREADABLE, FILE_TOO_LARGE, FILE_BINARY, FILE_EMPTY, FILE_TOO_NESTED, FILE_ENCRYPTED, FILE_DAMAGED,
 * FILE_WITHOUT_TEXT, RECORD_INVALID for a record, and INTERNAL for what the extractors fail on.
 */
export async function* prepareDocuments(
  file: string,
  fileId: string,
  settings: PrepareSettings,
  { knownHashes = new Map(), stated = NOTHING_STATED }: PriorKnowledge = {},
): AsyncGenerator<Preparation> {
  try {
    for (const source of sourceDocuments(await readSource(file, fileId), fileId)) {
      yield "error" in source
        ? { outcome: "failed", ...source }
        : await prepare(source, settings, stated, knownHashes.get(source.id));
    }
  } catch (error) {
    yield { outcome: "failed", id: fileId, error: toExtractionError(fileId, error) };
  }
}

async function prepare(
  source: SourceDocument,
  settings: PrepareSettings,
  stated: StatedMetadata,
  knownHash: string | undefined,
): Promise<Preparation> {
  const { id } = source;
  const version = JSON.stringify([INGEST_VERSION, settings.chunk, stated]);
  const contentHash = createHash("sha256").update(version).update(source.content).digest("hex");
  if (contentHash === knownHash) return { outcome: "unchanged", id };
  try {
    const { title, url, publishedAt, tags, trust, blocks, warning = null } = await source.extract();
    const structure = assemble({ title, blocks });
    const chunks = chunk(structure, settings.chunk);
    if (chunks.length === 0) throw new FootnoteError("FILE_EMPTY", `${id} has no text to index.`);
    const metadata = sourceMetadata(stated, { tags, trust, publishedAt });
    const document = { id, title, url, ...metadata, duplicateOf: null, text: structure.text };
    const prose = blocks.filter(({ kind }) => kind !== "code").map(({ text }) => text);
    return {
      ...{ outcome: "prepared", id, document, contentHash, chunks, warning },
      foreignLanguage: await foreignLanguage(prose.join("\n")),
    };
  } catch (error) {
    return { outcome: "failed", id, error: toExtractionError(id, error) };
  }
}

/** The error itself when it is ours; else INTERNAL, about the document or file. */
export function toExtractionError(id: string, error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  return new FootnoteError("INTERNAL", `${id} could not be read: a defect of its extraction.`, { cause: error });
}
