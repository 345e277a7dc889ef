import { type PreparedDocument, type PrepareSettings, prepareDocuments } from "./prepare-documents.js";

/**
 * The first document of a file, for callers that know it holds one; null for a file without any.
 *
 * @throws FootnoteError what `prepareDocuments` names
 */
export async function prepareDocument(
  file: string,
  id: string,
  settings: PrepareSettings,
): Promise<PreparedDocument | null> {
  for await (const preparation of prepareDocuments(file, id, settings)) {
    if (preparation.outcome === "failed") throw preparation.error;
    if (preparation.outcome === "prepared") return preparation;
  }
  return null;
}
