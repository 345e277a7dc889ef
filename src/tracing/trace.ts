import type { Answer, AnswerEvent, ErrorBody } from "../domain/answer.js";

/** One answer's life: everything that happened, and when. */
export interface Trace {
  /** The answer's id. */
  id: string;
  question: string;
  profile: string;
  /** ISO 8601 date-time. */
  startedAt: string;
  events: TracedEvent[];
  /** The final answer; null when it ended in an error. */
  answer: Answer | null;
  error: ErrorBody | null;
}

export interface TracedEvent {
  /** Milliseconds since the question came in. */
  atMs: number;
  event: AnswerEvent;
}

/** `{ id: "3f2a...", question: "BM25 or dense vectors?", profile: "balanced", startedAt: "...", outcome: "answered", totalMs: 812 }` */
export interface TraceSummary {
  id: string;
  question: string;
  profile: string;
  startedAt: string;
  outcome: Answer["status"] | "failed";
  totalMs: number;
}

/** Keeps the newest traces. Any method may reject: a trace is worth having, never worth losing an answer for. */
export interface TraceStore {
  save(trace: Trace): Promise<void>;
  /** By the answer's id, or by the beginning of it (4 characters or more) when that names just one; otherwise null. */
  get(id: string): Promise<Trace | null>;
  /** Newest first. */
  recent(limit: number): Promise<TraceSummary[]>;
  /** Removes traces by their whole ids; unknown ones are left out. */
  remove(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** How a trace ended, and how long it took. */
export function summarizeTrace(trace: Trace): TraceSummary {
  const { id, question, profile, startedAt, answer, events } = trace;
  return {
    id,
    question,
    profile,
    startedAt,
    outcome: answer?.status ?? "failed",
    totalMs: answer?.timings.total ?? events.at(-1)?.atMs ?? 0,
  };
}
