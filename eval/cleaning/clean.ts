import { basename, resolve } from "node:path";
import { FootnoteError } from "../../src/domain/errors.js";
import { flagConflictingAnswers } from "./conflicting-answers.js";
import { dropExactDuplicates } from "./exact-duplicates.js";
import { flagFailedAnswers } from "./failed-answers.js";
import { createFindings, type Findings } from "./findings.js";
import { dropIncomplete } from "./incomplete.js";
import { findLanguageOutliers } from "./language-outliers.js";
import { dropLeakage, orderForProtection } from "./leakage.js";
import { findLengthOutliers } from "./length-outliers.js";
import { dropNearDuplicates } from "./near-duplicates.js";
import { normalise } from "./normalise.js";
import { maskRows } from "./pii/mask-pii.js";
import { type ReadSplit, readSplit } from "./read-split.js";
import { CLEANING_STEPS, type CleaningSettings, type CleaningStep } from "./settings.js";
import type { Step } from "./step.js";
import { dropTruncated } from "./truncated.js";

const STEPS: Record<CleaningStep, Step> = {
  normalise,
  incomplete: dropIncomplete,
  pii: maskRows,
  truncated: dropTruncated,
  "failed-answers": flagFailedAnswers,
  "exact-duplicates": dropExactDuplicates,
  "near-duplicates": dropNearDuplicates,
  conflicts: flagConflictingAnswers,
  leakage: dropLeakage,
  language: findLanguageOutliers,
  length: findLengthOutliers,
};

export interface Cleaning {
  /** In the order of protection; their splits hold the rows kept. */
  files: ReadSplit[];
  findings: Findings;
  settings: CleaningSettings;
}

/** What a run tells while it works, and how it is stopped. */
export interface CleaningWatch {
  onProgress?: (what: string, done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Reads files of questions and answers, each a split, and decides what to remove, change and flag. Writes nothing.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, DATA_INVALID, SETTING_UNKNOWN (two files of one
 * name), ABORTED
 */
export async function cleanFiles(
  paths: readonly string[],
  settings: CleaningSettings,
  { onProgress, signal }: CleaningWatch = {},
): Promise<Cleaning> {
  refuseSameNames(paths);
  const checkpoint = async (what: string, done: number, total: number): Promise<void> => {
    // Signals are delivered between turns of the event loop only.
    await new Promise((turn) => setImmediate(turn));
    if (signal?.aborted) throw new FootnoteError("ABORTED", "Interrupted; nothing was written.");
    onProgress?.(what, done, total);
  };

  const findings = createFindings();
  const read: ReadSplit[] = [];
  let rowsLeft = settings.maxRows;
  for (const path of paths) {
    const file = await readSplit(path, settings, rowsLeft, (done) => checkpoint(`reading ${path}`, done, done));
    rowsLeft -= file.lines;
    read.push(file);
  }
  const files = settings.splitsInOrder
    ? read
    : orderForProtection(read.map((file) => ({ ...file, name: file.split.name })));
  findings.removed.push(...files.flatMap(({ broken }) => broken));

  const splits = files.map(({ split }) => split);
  for (const step of CLEANING_STEPS) {
    if (settings.skip.includes(step)) continue;
    await STEPS[step]({ splits, findings, settings, checkpoint: (done, total) => checkpoint(step, done, total) });
  }
  return { files, findings, settings };
}

/** A split is known by its file's name, in the reports and in the output folder. */
function refuseSameNames(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const other = seen.get(basename(path));
    if (other !== undefined) {
      const fact = resolve(other) === resolve(path) ? "is given twice" : `and ${other} have the same name`;
      throw new FootnoteError("SETTING_UNKNOWN", `${path} ${fact}.`, {
        hint: "Each split needs a file name of its own.",
      });
    }
    seen.set(basename(path), path);
  }
}
