import type { Findings } from "./findings.js";
import type { Row, Split } from "./row.js";
import type { CleaningSettings } from "./settings.js";

export interface CleaningContext {
  /** In the order of protection: rows of a later split that repeat an earlier one's are removed. */
  splits: Split[];
  findings: Findings;
  settings: CleaningSettings;
  /** Tells progress and lets an interruption through. @throws FootnoteError ABORTED */
  checkpoint(done: number, total: number): Promise<void>;
}

/** Looks at all splits, changes rows or takes them out of their split, and records each case. */
export type Step = (context: CleaningContext) => Promise<void>;

const ROWS_BETWEEN_CHECKPOINTS = 500;

/** A step that decides row by row: `keep` tells whether the row stays. */
export async function filterRows(
  { splits, checkpoint }: CleaningContext,
  keep: (row: Row, split: Split) => boolean,
): Promise<void> {
  const total = splits.reduce((sum, split) => sum + split.rows.length, 0);
  let done = 0;
  for (const split of splits) {
    const kept: Row[] = [];
    for (const row of split.rows) {
      if (done++ % ROWS_BETWEEN_CHECKPOINTS === 0) await checkpoint(done, total);
      if (keep(row, split)) kept.push(row);
    }
    split.rows = kept;
  }
}
