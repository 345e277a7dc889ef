/** A document as stored: extracted, readable text plus what is known about where it came from. */
export interface Document {
  /** Path relative to the folder that holds the index (`docs/intro.md`), or an absolute path outside it. */
  id: string;
  title: string;
  /** Canonical URL when the document names one. */
  url: string | null;
  /** ISO 8601 date or date-time when the document names one. */
  publishedAt: string | null;
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
  /** Headings above the passage, outermost first, without the document's title. */
  headingPath: string[];
  /** `document.text.slice(start, end) === text`. */
  start: number;
  end: number;
  text: string;
}
