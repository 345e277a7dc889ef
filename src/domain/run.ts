import type { DegradedPart, TokenUsage } from "./answer.js";

/** What one question's journey through the stages shares. */
export interface Run {
  signal: AbortSignal;
  /** Marks a part as given up; the answer lists it. */
  degrade(part: DegradedPart): void;
  /** Adds what a language model was paid for this question. */
  spend(usage: TokenUsage): void;
}

/** A run whose failures and costs nobody asks for: of a search, a fit, a benchmark. */
export function unattendedRun(signal: AbortSignal = new AbortController().signal): Run {
  return { signal, degrade: () => undefined, spend: () => undefined };
}
