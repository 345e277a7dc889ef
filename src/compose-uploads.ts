import { dirname, join } from "node:path";
import { openIngestThread } from "./compose-ingest-thread.js";
import { toDocumentId } from "./ingest/load-files.js";
import { createUploadedFiles } from "./uploads/uploaded-files.js";
import { createUploads, type Uploads } from "./uploads/uploads.js";

/** Uploads into an index: their files are in its folder, and they are written in a thread that is there while they come. */
export function openUploads(indexDirectory: string): Uploads {
  const base = dirname(indexDirectory);
  const folder = join(indexDirectory, "documents");
  return createUploads({
    files: createUploadedFiles(folder),
    base,
    idPrefix: `${toDocumentId(base, folder)}/`,
    open: () => openIngestThread(indexDirectory),
  });
}
