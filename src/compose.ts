import type { AnswerEvent } from "./domain/answer.js";
import type { Evidence } from "./domain/candidate.js";
import type { Question, SearchPlan } from "./domain/query.js";

/** Everything a way in (command line, server, harness) may do with an index. */
export interface Footnote {
  ask(question: Question, options?: AskOptions): AsyncGenerator<AnswerEvent, void>;
  search(query: string, options?: AskOptions & { limit?: number }): Promise<{ plan: SearchPlan; results: Evidence[] }>;
  info(): Promise<IndexInfo>;
  close(): Promise<void>;
}

export interface AskOptions {
  /** `fast`, `balanced` (default) or `thorough`. @throws FootnoteError SETTING_UNKNOWN for another name */
  profile?: string;
  signal?: AbortSignal;
}

export interface IndexInfo {
  path: string;
  documents: number;
  passages: number;
  embeddingModel: string;
  bytes: number;
}
