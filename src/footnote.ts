import type { Store } from "./adapters/embedded/store.js";
import type { CheckedAnswer, CheckedSource } from "./check-answer.js";
import type { AnswerEvent } from "./domain/answer.js";
import type { Evidence } from "./domain/candidate.js";
import type { Document, Passage } from "./domain/document.js";
import type { DocumentExplanation, SearchExplanation } from "./domain/explanation.js";
import type { Filters, Question, SearchPlan } from "./domain/query.js";

/** Everything a way in (command line, server) may do with an index. */
export interface Footnote {
  ask(question: Question, options?: AskOptions): AsyncGenerator<AnswerEvent, void>;
  search(query: string, options?: SearchOptions): Promise<{ plan: SearchPlan; results: Evidence[] }>;
  /** How a search came to its passages; with `why`, also what became of a document, named by its id or a unique end of it. */
  explain(query: string, options?: SearchOptions & { why?: string }): Promise<Explanation>;
  /** A document by its id, or the one that holds a passage, with that passage. @throws FootnoteError DOCUMENT_UNKNOWN */
  fetch(id: string): Promise<FetchedText>;
  /** Checks an answer of any engine against its own sources. */
  check(text: string, sources: readonly CheckedSource[], signal?: AbortSignal): Promise<CheckedAnswer>;
  /** Removes a conversation, and the traces of its answers. @throws FootnoteError CONVERSATION_UNKNOWN */
  deleteConversation(id: string): Promise<void>;
  info(): Promise<IndexInfo>;
  /** Builds in the background what the first searches would have to wait for, or what makes later ones faster. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

export interface Explanation {
  search: SearchExplanation;
  document: DocumentExplanation | null;
}

export interface FetchedText {
  document: Document;
  /** The passage that was asked for by its id; null when it was the document. */
  passage: Passage | null;
}

export interface AskOptions {
  /** `fast`, `balanced` (default) or `thorough`. @throws FootnoteError SETTING_UNKNOWN for another name */
  profile?: string;
  signal?: AbortSignal;
  /**
   * The conversation that the question goes on with, null to begin one; the answer names it. Left out: nothing is kept, and
   * `question.history` is all there is of a conversation.
   */
  conversationId?: string | null | undefined;
  /** False: related questions are not looked for, which takes up to `related.timeoutMs` of the profile. */
  relatedQuestions?: boolean;
}

export interface SearchOptions extends AskOptions {
  /** How many passages: 10 by default for a search, the evidence of an answer for an explanation. */
  limit?: number;
  /** As those of a question. */
  filters?: Filters;
}

export type IndexInfo = ReturnType<Store["info"]>;
