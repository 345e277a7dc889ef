import { readFileSync } from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import { FootnoteError } from "../../src/domain/errors.js";
import type { AnswerTrace } from "../runs/answer-trace.js";
import { readRun, readTraces, type StoredRun } from "../runs/run-folder.js";

/** A run with everything a report shows of it. */
export interface ReportRun extends StoredRun {
  /** Its folder's name, made unique among the runs of the report. */
  name: string;
  /** ISO time; null when the folder does not say. */
  startedAt: string | null;
  traces: Map<string, AnswerTrace>;
}

/**
 * Finished runs of one suite.
 * @throws FootnoteError PATH_MISSING; RUN_INVALID when a folder holds no finished run of this format, or the suites differ
 */
export function openReportRuns(folders: readonly string[]): ReportRun[] {
  const runs: ReportRun[] = [];
  for (const folder of folders) {
    const run = readRun(folder);
    const first = runs[0]?.parameters.suite ?? run.parameters.suite;
    if (run.parameters.suite !== first) {
      throw new FootnoteError(
        "RUN_INVALID",
        `${folder} is a run of the suite ${run.parameters.suite}, ${folders[0]} one of ${first}.`,
        { hint: "Write one report for each suite." },
      );
    }
    const name = uniqueName(basename(resolve(folder)), runs);
    runs.push({ ...run, name, startedAt: startOf(folder), traces: readTraces(folder) });
  }
  return runs;
}

/** A path as it may be shown to others: one of this machine's own is cut to its last part. */
export function shownPath(path: string): string {
  return isAbsolute(path) ? basename(path) : path;
}

function uniqueName(name: string, runs: readonly ReportRun[]): string {
  const taken = (candidate: string): boolean => runs.some((run) => run.name === candidate);
  let unique = name;
  for (let count = 2; taken(unique); count++) unique = `${name} (${count})`;
  return unique;
}

function startOf(folder: string): string | null {
  const { startedAt } = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as { startedAt?: unknown };
  return typeof startedAt === "string" && !Number.isNaN(Date.parse(startedAt)) ? startedAt : null;
}
