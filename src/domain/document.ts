/** How far a source is to be believed, the most first. `normal` unless somebody said otherwise. */
export const TRUST_TIERS = ["high", "normal", "low"] as const;

export type Trust = (typeof TRUST_TIERS)[number];

/** A document as stored: extracted, readable text plus what is known about where it came from. */
export interface Document {
  /** Path relative to the folder that holds the index (`docs/intro.md`), or an absolute path outside it. */
  id: string;
  title: string;
  /** Canonical URL when the document names one. */
  url: string | null;
  /** ISO 8601 date or date-time when the document names one. */
  publishedAt: string | null;
  /** Lower case, sorted, without repeats. */
  tags: string[];
  trust: Trust;
  /** Id of the document with the same text that is searched in this one's place; null for one that is searched itself. The store decides. */
  duplicateOf: string | null;
  /** Extracted text. Every offset in the system is a UTF-16 offset into this string or into a passage cut from it. */
  text: string;
}

/** A run of whole sentences of one section: the unit of retrieval and of citation. */
export interface Passage {
  /** `<documentId>#<ordinal>`. */
  id: string;
  documentId: string;
  title: string;
  url: string | null;
  publishedAt: string | null;
  /** Those of the document. */
  tags: string[];
  trust: Trust;
  /** Page on which the passage starts, from 1; null in formats without pages. */
  page: number | null;
  /** Headings above the passage, outermost first, without the document's title. */
  headingPath: string[];
  /** `document.text.slice(start, end) === text`. */
  start: number;
  end: number;
  text: string;
}
