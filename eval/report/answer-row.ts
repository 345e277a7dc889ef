import type { AnswerClaim } from "../answers/answer-row.js";
import type { EvalRow } from "../suites/suite.js";

/** As much of a row of the answers suite as a report reads. All of it may be missing: rows are read from files. */
export interface ReportedAnswerRow extends EvalRow {
  answerable?: boolean;
  abstained?: boolean;
  confidence?: number;
  answerText?: string;
  claims?: ReportedClaim[];
  /** What a right answer says. */
  reference?: string[];
}

/** `judged` is the judge's verdict against every passage at hand; `verdict` is the engine's own. */
export type ReportedClaim = Omit<AnswerClaim, "judged"> & Partial<Pick<AnswerClaim, "judged">>;

/** Whether a row is one of an answered or declined question. */
export function isAnswerRow(row: EvalRow): row is ReportedAnswerRow & { abstained: boolean; answerable: boolean } {
  const { abstained, answerable } = row as ReportedAnswerRow;
  return typeof abstained === "boolean" && typeof answerable === "boolean";
}
