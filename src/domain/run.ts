import type { DegradedPart } from "./answer.js";

/** What one question's journey through the stages shares. */
export interface Run {
  signal: AbortSignal;
  /** Marks a part as given up; the answer lists it. */
  degrade(part: DegradedPart): void;
}
