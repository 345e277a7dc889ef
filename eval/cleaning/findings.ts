import type { Row } from "./row.js";
import type { CleaningStep } from "./settings.js";

export type FindingStep = "parse" | CleaningStep;

export interface RowPlace {
  file: string;
  /** From 1. */
  line: number;
  id: string | null;
}

/** One row removed or flagged, and why. */
export interface Finding extends RowPlace {
  step: FindingStep;
  reason: string;
  /** The row it repeats or contradicts. */
  of?: RowPlace;
  /** Jaccard similarity to that row, for a near repeat. */
  similarity?: number;
  /** What in particular: the length and the median, the languages, the fault in the JSON. */
  detail?: string;
  /** The question's beginning, masked if masking was not skipped. */
  text?: string;
}

export type FindingFacts = Pick<Finding, "similarity" | "detail"> & { of?: Row };

/** Counts by step, file and reason. */
export type FindingCounts = Partial<Record<FindingStep, Record<string, Record<string, number>>>>;

export interface Findings {
  removed: Finding[];
  flagged: Finding[];
  /** Rows changed. */
  changed: FindingCounts;
  remove(step: CleaningStep, row: Row, reason: string, facts?: FindingFacts): void;
  flag(step: CleaningStep, row: Row, reason: string, facts?: FindingFacts): void;
  change(step: CleaningStep, row: Row, reason: string): void;
}

const SHOWN_CHARACTERS = 160;

export function createFindings(): Findings {
  const removed: Finding[] = [];
  const flagged: Finding[] = [];
  const changed: FindingCounts = {};
  return {
    removed,
    flagged,
    changed,
    remove: (step, row, reason, facts) => void removed.push(finding(step, row, reason, facts)),
    flag: (step, row, reason, facts) => void flagged.push(finding(step, row, reason, facts)),
    change: (step, row, reason) => countFinding(changed, step, row.split, reason),
  };
}

export function countFinding(counts: FindingCounts, step: FindingStep, file: string, reason: string): void {
  const ofFile = ((counts[step] ??= {})[file] ??= {});
  ofFile[reason] = (ofFile[reason] ?? 0) + 1;
}

/** Lists as counts. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const counts: FindingCounts = {};
  for (const { step, file, reason } of findings) countFinding(counts, step, file, reason);
  return counts;
}

function finding(step: CleaningStep, row: Row, reason: string, { of, ...facts }: FindingFacts = {}): Finding {
  // Before the texts are masked they must not reach a report.
  const text = step === "normalise" || step === "incomplete" ? null : row.question;
  return {
    step,
    ...place(row),
    reason,
    ...(of ? { of: place(of) } : {}),
    ...facts,
    ...(text === null
      ? {}
      : {
          text: Array.from(text.slice(0, 2 * SHOWN_CHARACTERS))
            .slice(0, SHOWN_CHARACTERS)
            .join(""),
        }),
  };
}

function place(row: Row): RowPlace {
  return { file: row.split, line: row.line, id: row.id };
}
