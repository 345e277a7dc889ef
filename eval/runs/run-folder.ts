import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Curve } from "../metrics/curve.js";
import type { Measured } from "../metrics/mean.js";
import type { Interval } from "../statistics/bootstrap.js";
import type { EvalRow } from "../suites/suite.js";
import type { AnswerTrace } from "./answer-trace.js";
import type { RunParameters } from "./parameters.js";

/**
 * A run's folder: `run.json` (parameters, written first), `rows.jsonl` and `traces.jsonl` (a line a question, as they are
 * done), `summary.json` (written last: a folder without it was interrupted).
 */
export const RUN_FORMAT = "footnote-run/1";

export interface RunSummary {
  metrics: Record<string, Measured>;
  /** 95%, bootstrap over the rows. */
  intervals: Record<string, Interval>;
  n: number;
  /** Metrics of parts of the rows: `slices.kind.comparison`. */
  slices: Record<string, Record<string, SliceSummary>>;
  curves: Curve[];
  /** Lines of the data that could not be read. */
  skippedRows: number;
  seconds: number;
}

export interface SliceSummary {
  n: number;
  metrics: Record<string, Measured>;
}

export interface StoredRun {
  folder: string;
  parameters: RunParameters;
  summary: RunSummary;
  rows: EvalRow[];
}

/** A folder being filled. */
export interface OpenRun {
  folder: string;
  /** Rows of an interrupted run with the same parameters. */
  done: EvalRow[];
  add(row: EvalRow, trace?: AnswerTrace): void;
  /** Writes the summary; with rows, those first, in the order given instead of that in which they were done. */
  finish(summary: RunSummary, rows?: readonly EvalRow[]): void;
}

/**
 * Starts a run in a folder, or takes up one that was interrupted there.
 * @throws FootnoteError RUN_EXISTS when the folder holds a finished run or one with other parameters.
 * `replace` removes whatever it holds; `replaceFinished` keeps only an interrupted run with the same parameters
 */
export function openRun(
  folder: string,
  parameters: RunParameters,
  { replace = false, replaceFinished = false } = {},
): OpenRun {
  const path = (name: string): string => join(folder, name);
  if (replace || (replaceFinished && !canGoOn(folder, parameters)))
    for (const name of FILES) rmSync(path(name), { force: true });
  const done = existsSync(path("run.json")) ? unfinishedRows(folder, parameters) : startFolder(folder, parameters);
  return {
    folder,
    done,
    add(row, trace) {
      if (trace) appendFileSync(path("traces.jsonl"), `${JSON.stringify({ id: row.id, trace })}\n`);
      appendFileSync(path("rows.jsonl"), `${JSON.stringify(row)}\n`);
    },
    finish(summary, rows) {
      if (rows) writeAtomically(path("rows.jsonl"), toLines(rows));
      writeAtomically(path("summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
    },
  };
}

function canGoOn(folder: string, parameters: RunParameters): boolean {
  const head = readJson(join(folder, "run.json")) as { parameters?: RunParameters } | undefined;
  return !existsSync(join(folder, "summary.json")) && isSame(head?.parameters, parameters);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const FILES = ["run.json", "rows.jsonl", "traces.jsonl", "summary.json"];

function startFolder(folder: string, parameters: RunParameters): EvalRow[] {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new FootnoteError("RUN_INVALID", `${folder} cannot be made a folder.`, {
      hint: "Name a folder with --out.",
      cause,
    });
  }
  for (const name of FILES) rmSync(join(folder, name), { force: true });
  const head = { format: RUN_FORMAT, startedAt: new Date().toISOString(), parameters };
  writeAtomically(join(folder, "run.json"), `${JSON.stringify(head, null, 2)}\n`);
  return [];
}

function unfinishedRows(folder: string, parameters: RunParameters): EvalRow[] {
  if (existsSync(join(folder, "summary.json"))) {
    throw new FootnoteError("RUN_EXISTS", `${folder} holds a finished run.`);
  }
  if (!isSame(readParameters(folder), parameters)) {
    throw new FootnoteError("RUN_EXISTS", `${folder} holds an interrupted run with other parameters, data or code.`);
  }
  // A line cut short by an interruption would spoil the next one.
  for (const name of ["rows.jsonl", "traces.jsonl"]) {
    const kept = readLines(join(folder, name)).filter((line) => parse(line) !== undefined);
    writeAtomically(join(folder, name), kept.map((line) => `${line}\n`).join(""));
  }
  return readRows(folder);
}

/**
 * A finished run.
 * @throws FootnoteError PATH_MISSING; RUN_INVALID when the folder holds no run, an unfinished one, or one of another format
 */
export function readRun(folder: string): StoredRun {
  if (!existsSync(folder)) throw new FootnoteError("PATH_MISSING", `${folder} does not exist.`);
  const parameters = readParameters(folder);
  const summary = readJson(join(folder, "summary.json")) as RunSummary | undefined;
  if (!summary) {
    throw new FootnoteError("RUN_INVALID", `The run in ${folder} is not finished.`, {
      hint: "Run the same command with the same --out again: it goes on where it stopped.",
    });
  }
  return { folder, parameters, summary, rows: readRows(folder) };
}

/** The traces of a run by question; empty for suites that ask no questions. */
export function readTraces(folder: string): Map<string, AnswerTrace> {
  const lines = readLines(join(folder, "traces.jsonl")).map((line) => parse(line)) as (
    { id: string; trace: AnswerTrace } | undefined
  )[];
  return new Map(lines.flatMap((line) => (line ? [[line.id, line.trace] as const] : [])));
}

function readParameters(folder: string): RunParameters {
  const head = readJson(join(folder, "run.json")) as { format?: string; parameters?: RunParameters } | undefined;
  if (!head?.parameters) throw new FootnoteError("RUN_INVALID", `${folder} holds no run.`);
  if (head.format !== RUN_FORMAT) {
    throw new FootnoteError(
      "RUN_INVALID",
      `${folder} has the format ${head.format}; this version reads ${RUN_FORMAT}.`,
    );
  }
  return head.parameters;
}

function toLines(rows: readonly EvalRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

function readRows(folder: string): EvalRow[] {
  const rows = readLines(join(folder, "rows.jsonl")).map((line, i) => {
    const row = parse(line) as EvalRow | undefined;
    if (!row?.id) throw new FootnoteError("RUN_INVALID", `${join(folder, "rows.jsonl")}:${i + 1} is not a row.`);
    return row;
  });
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function readLines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

function readJson(path: string): unknown {
  return existsSync(path) ? parse(readFileSync(path, "utf8")) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function writeAtomically(path: string, content: string): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}
