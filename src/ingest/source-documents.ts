import { FootnoteError } from "../domain/errors.js";
import { decodeText } from "./decode-text.js";
import { cleanDocument, extract } from "./extract.js";
import type { ExtractedDocument } from "./extracted-document.js";
import { fileFormat } from "./file-format.js";
import { readRecords } from "./read-records.js";

/** A document in a file, before its text is extracted. */
export interface SourceDocument {
  id: string;
  /** What a content hash is taken of: all that the document is made from. */
  content: string | Uint8Array;
  /** @throws FootnoteError FILE_BINARY, FILE_EMPTY, FILE_TOO_NESTED, and for PDF those of `extractPdf` */
  extract(): ExtractedDocument | Promise<ExtractedDocument>;
}

/** A part of a file that is no document, and why; `id` is the one it would have had. */
export interface SourceFailure {
  id: string;
  error: FootnoteError;
}

/**
 * The documents of a file: as many as it has records in a format of records, else one with the file's own id.
 *
 * @throws FootnoteError FILE_BINARY, FILE_EMPTY: nothing in the file can be read
 */
export function* sourceDocuments(bytes: Uint8Array, fileId: string): Generator<SourceDocument | SourceFailure> {
  const format = fileFormat(fileId);
  if (format === "jsonl") yield* readRecords(decodeText(bytes, fileId), fileId);
  else if (format === "pdf") yield { id: fileId, content: bytes, extract: () => readPdf(bytes, fileId) };
  else yield { id: fileId, content: bytes, extract: () => extract(decodeText(bytes, fileId), fileId) };
}

/** PDF.js is large: loaded with the first PDF. */
async function readPdf(bytes: Uint8Array, fileId: string): Promise<ExtractedDocument> {
  if (bytes.length === 0) throw new FootnoteError("FILE_EMPTY", `${fileId} is empty.`);
  const { extractPdf } = await import("./extract-pdf.js");
  return cleanDocument(await extractPdf(bytes, fileId), fileId);
}

/** Id of the file that a document is in: `rows.jsonl` for `rows.jsonl#7`, else the document's own id. */
export function sourceFileId(documentId: string): string {
  return /^.*?\.(?:jsonl|ndjson)(?=#)/is.exec(documentId)?.[0] ?? documentId;
}
