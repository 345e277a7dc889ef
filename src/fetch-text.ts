import type { Document, Passage } from "./domain/document.js";
import { FootnoteError } from "./domain/errors.js";
import type { FetchedText } from "./footnote.js";

interface StoredTexts {
  getDocument(id: string): Document | null;
  getPassages(ids: string[]): Passage[];
}

/** A document by its id, or a passage with its document. Only what is in the index: @throws FootnoteError DOCUMENT_UNKNOWN */
export function fetchText(store: StoredTexts, id: string): FetchedText {
  const whole = store.getDocument(id);
  if (whole) return { document: whole, passage: null };
  const [passage = null] = store.getPassages([id]);
  const document = passage && store.getDocument(passage.documentId);
  if (document) return { document, passage };
  throw new FootnoteError("DOCUMENT_UNKNOWN", "There is no document or passage with this id.");
}
