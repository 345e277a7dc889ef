import type { Cleaning } from "./clean.js";
import { countFindings, type FindingCounts } from "./findings.js";
import type { CleaningSettings } from "./settings.js";

export interface CleaningReport {
  version: 1;
  /** Rows of a later file that repeat one of an earlier file were removed from the later. */
  orderOfProtection: string[];
  files: {
    name: string;
    sha256: string;
    questionFields: readonly string[];
    answerFields: readonly string[] | null;
    /** Lines that are not blank. */
    rowsRead: number;
    rowsKept: number;
    /** Rows kept with a changed question or answer. */
    rowsChanged: number;
  }[];
  /** Rows by step, file and reason. */
  removed: FindingCounts;
  changed: FindingCounts;
  flagged: FindingCounts;
  settings: CleaningSettings;
}

/** The figures of a cleaning; the same for the same input and settings. */
export function reportCleaning({ files, findings, settings }: Cleaning): CleaningReport {
  return {
    version: 1,
    orderOfProtection: files.map(({ split }) => split.name),
    files: files.map(({ split, sha256, roles, lines }) => ({
      name: split.name,
      sha256,
      questionFields: roles.question,
      answerFields: roles.answer,
      rowsRead: lines,
      rowsKept: split.rows.length,
      rowsChanged: split.rows.filter((row) => row.questionChanged || row.answersChanged).length,
    })),
    removed: countFindings(findings.removed),
    changed: findings.changed,
    flagged: countFindings(findings.flagged),
    settings,
  };
}
