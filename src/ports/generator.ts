import type { Draft } from "../domain/answer.js";
import type { Evidence } from "../domain/candidate.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";

/** Writes an answer with citation marks from the evidence. Sources are numbered before the first sentence is written. */
export interface Generator {
  /** Lazy: nothing is written until the sentences are read. */
  write(plan: SearchPlan, evidence: Evidence[], run: Run): Draft;
}
