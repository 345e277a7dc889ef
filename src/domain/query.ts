import type { Trust } from "./document.js";

export interface Turn {
  role: "user" | "assistant";
  content: string;
}

export interface Question {
  text: string;
  /** Earlier turns, oldest first. */
  history: Turn[];
  /** What only documents of may answer it; what the question's own words say comes on top. */
  filters?: Filters;
}

export type Intent = "question" | "comparison" | "how-to" | "multi-part" | "small-talk" | "empty" | "nonsense";

/** What kind of thing would answer the question; `any` when the words do not say. */
export type AnswerType =
  "person" | "time" | "number" | "place" | "reason" | "definition" | "procedure" | "yes-no" | "any";

export interface Filters {
  /** Host name or the beginning of a document id, as in `site:docs.example.org` or `site:docs/guide`. */
  site?: string;
  /** Where documents may come from: any of these, each as `site`. */
  sites?: string[];
  /** Where they may not come from: none of these, each as `site`. */
  excludedSites?: string[];
  /** Inclusive ISO dates, compared with `publishedAt`; documents without a date do not pass. */
  publishedAfter?: string;
  publishedBefore?: string;
  /** Tags that a document must have, all of them; lower case. */
  tags?: string[];
  /** The lowest trust tier that passes: `high` leaves only documents of high trust. */
  minTrust?: Trust;
}

/** A word that was taken for misspelled: `{ from: "retreival", to: "retrieval" }`. */
export interface Correction {
  from: string;
  to: string;
}

/** What to search for, made from the question and the conversation before it. */
export interface SearchPlan {
  /** As it was asked. */
  question: string;
  /** Words of the question that were read as others, where there are any. */
  corrections?: Correction[];
  /** The question with everything that earlier turns supplied written out. */
  standaloneQuestion: string;
  intent: Intent;
  answerType: AnswerType;
  /** At least one for anything worth searching; the stand-alone question comes first. Empty otherwise. */
  subQueries: string[];
  filters: Filters;
  /** Earlier turns, for who writes the answer; the stand-alone question needs none. */
  history?: Turn[];
  /** Set when what is new is asked for, "the latest release": of what is about as good the newer goes first. */
  needsRecent?: true;
}

/** What a language model makes of a question; nothing in it is to be believed before it is checked. */
export interface Interpretation {
  standaloneQuestion: string;
  intent: Intent;
  /** Besides the stand-alone question. */
  subQueries: string[];
  filters: Pick<Filters, "site" | "publishedAfter" | "publishedBefore">;
  needsRecent: boolean;
}

/** What a model is shown to interpret a question. */
export interface InterpretationRequest {
  question: string;
  /** Earlier turns, oldest first. */
  history: Turn[];
  maxSubQueries: number;
}

/** What a model is shown to say what is missing. */
export interface NextQueryRequest {
  question: string;
  /** Best first. */
  passages: { title: string; text: string }[];
  limit: number;
}
