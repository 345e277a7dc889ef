import { FootnoteError } from "../domain/errors.js";
import type { IngestOptions, IngestReport } from "../ingest/ingest.js";
import { toDocumentId } from "../ingest/load-files.js";
import type { UploadedFiles } from "./uploaded-files.js";

/** What became of an upload; numbers are of documents, of which a file of records has many. */
export type UploadReport = Omit<IngestReport, "otherFormats" | "seconds"> & {
  /** The document's id; of a file of records, the part of their ids before `#`. */
  id: string;
};

/** Documents that are sent to a running engine. Each is kept as a file, and searched from then on as every other file. */
export interface Uploads {
  /**
   * Adds a document, or replaces the one of this name; durable and searched when the promise resolves. One that cannot
   * be read changes nothing.
   *
   * @param name such as `notes/release-2.md`; its end says the format
   * @throws FootnoteError INPUT_INVALID, PATH_UNSUPPORTED, NOTHING_TO_INGEST, INDEX_LOCKED, DISK_FULL, OVERLOADED
   */
  put(name: string, content: Uint8Array): Promise<UploadReport>;
  /** Removes a document that was sent, by its id. @throws FootnoteError DOCUMENT_UNKNOWN, DOCUMENTS_READ_ONLY, INDEX_LOCKED, OVERLOADED */
  remove(id: string): Promise<void>;
  /** Ends when what was accepted is done. */
  close(): Promise<void>;
}

/** The part of an ingest that uploads need. */
export interface UploadIngest {
  ingest(paths: string[], options: IngestOptions): Promise<IngestReport>;
  /** Removes the documents of a file; gives their number. */
  removeFile(fileId: string): Promise<number>;
  close(): Promise<void>;
}

export interface UploadsOptions {
  files: UploadedFiles;
  /** Folder that document ids are relative to. */
  base: string;
  /** In front of the names of documents that were sent: `.footnote/documents/`. */
  idPrefix: string;
  /** Opens the index for writing, which holds off other writers. */
  open(): Promise<UploadIngest>;
  /** For how long after an upload the index stays open for the next one. */
  idleMs?: number;
  maxWaiting?: number;
}

export function createUploads({
  files,
  base,
  idPrefix,
  open,
  idleMs = 5_000,
  maxWaiting = 16,
}: UploadsOptions): Uploads {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let opened: UploadIngest | null = null;
  let idle: NodeJS.Timeout | undefined;

  /** One after the other: the second upload of a name is the one that stays. */
  function inTurn<T>(work: (ingest: UploadIngest) => Promise<T>): Promise<T> {
    if (waiting >= maxWaiting) throw new FootnoteError("OVERLOADED", `${waiting} documents are waiting to be stored.`);
    waiting++;
    return afterAll(async () => {
      clearTimeout(idle);
      try {
        return await work((opened ??= await open()));
      } finally {
        waiting--;
        idle = setTimeout(() => void afterAll(closeIngest), idleMs).unref();
      }
    });
  }

  function afterAll<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  async function closeIngest(): Promise<void> {
    clearTimeout(idle);
    const ingest = opened;
    opened = null;
    await ingest?.close();
  }

  return {
    async put(name, content) {
      const path = files.pathOf(name);
      const id = toDocumentId(base, path);
      return inTurn(async ({ ingest }) => {
        const former = await files.read(path);
        await files.write(path, content);
        try {
          const report = await ingest([path], { base });
          const { added, updated, unchanged, removed, passages, duplicates, problems, warnings } = report;
          return { id, added, updated, unchanged, removed, passages, duplicates, problems, warnings };
        } catch (error) {
          await (former ? files.write(path, former) : files.remove(path));
          throw inTheirWords(error, [path, id], name);
        }
      });
    },

    async remove(id) {
      if (!id.startsWith(idPrefix)) {
        throw new FootnoteError("DOCUMENTS_READ_ONLY", `${id} was not sent to this server.`, {
          hint: "Remove its file, and ingest the folder again.",
        });
      }
      const path = files.pathOf(id.slice(idPrefix.length));
      await inTurn(async ({ removeFile }) => {
        await files.remove(path);
        if ((await removeFile(id)) === 0) throw new FootnoteError("DOCUMENT_UNKNOWN", `There is no document ${id}.`);
      });
    },

    close: () => afterAll(closeIngest),
  };
}

/** An error of ingest that calls the document what its sender does: where it is kept is nobody's business. */
function inTheirWords(error: unknown, ours: string[], theirs: string): unknown {
  if (!(error instanceof FootnoteError)) return error;
  const message = ours.reduce((text, name) => text.replaceAll(name, theirs), error.message);
  return new FootnoteError(error.code, message, { hint: error.hint, cause: error });
}
