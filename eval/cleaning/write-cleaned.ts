import { createHash } from "node:crypto";
import { existsSync, realpathSync, renameSync } from "node:fs";
import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Cleaning } from "./clean.js";
import type { Finding } from "./findings.js";
import type { ReadSplit } from "./read-split.js";
import { readLimitedLines } from "./read-limited-lines.js";
import { replaceMembers } from "./replace-members.js";
import { reportCleaning } from "./report.js";
import type { Row } from "./row.js";
import type { CleaningSettings } from "./settings.js";

export const REPORT_FILES = ["removed.jsonl", "flagged.jsonl", "report.json"];

export interface WriteOptions {
  /** Replace outputs of an earlier run. */
  force?: boolean;
  signal?: AbortSignal;
}

/**
 * Refuses, before any work, an output folder that would lose something.
 * @throws FootnoteError SETTING_UNKNOWN (an output would be an input, or a report), DATA_INVALID (outputs are there)
 */
export function checkOutput(paths: readonly string[], folder: string, { force }: WriteOptions = {}): void {
  for (const path of paths) {
    if (existsSync(path) && realOrResolved(join(folder, basename(path))) === realpathSync(path)) {
      throw new FootnoteError("SETTING_UNKNOWN", `${path} would be overwritten.`, {
        hint: "Give another folder as --out.",
      });
    }
    if (REPORT_FILES.includes(basename(path))) {
      throw new FootnoteError("SETTING_UNKNOWN", `${basename(path)} is the name of a report.`, {
        hint: "Rename the input.",
      });
    }
  }
  const existing = [...paths.map((path) => basename(path)), ...REPORT_FILES].filter((name) =>
    existsSync(join(folder, name)),
  );
  if (existing.length > 0 && !force) {
    throw new FootnoteError("DATA_INVALID", `${folder} already holds ${existing.join(", ")}.`, {
      hint: "Give another folder as --out, or --force to replace them.",
    });
  }
}

/**
 * Writes the cleaned files, `removed.jsonl`, `flagged.jsonl` and `report.json`. All are written under a temporary name
 * first and renamed together at the end, so that an interrupted run leaves no file that looks finished.
 * @throws FootnoteError as `checkOutput`; FILE_UNREADABLE when an input changed since it was read; ABORTED
 */
export async function writeCleaned(cleaning: Cleaning, folder: string, options: WriteOptions = {}): Promise<void> {
  const { files, findings, settings } = cleaning;
  checkOutput(
    files.map(({ split }) => split.path),
    folder,
    options,
  );
  await mkdir(folder, { recursive: true });
  const unfinished = await mkdtemp(join(folder, ".cleaning-"));
  try {
    for (const file of files) await writeSplit(file, join(unfinished, file.split.name), settings, options.signal);
    await writeFile(join(unfinished, "removed.jsonl"), toLines(findings.removed));
    await writeFile(join(unfinished, "flagged.jsonl"), toLines(findings.flagged));
    await writeFile(join(unfinished, "report.json"), `${JSON.stringify(reportCleaning(cleaning), null, 2)}\n`);
    // One turn of the event loop: no signal gets in between.
    for (const name of [...files.map(({ split }) => split.name), ...REPORT_FILES]) {
      renameSync(join(unfinished, name), join(folder, name));
    }
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Copies the lines of the rows kept, with their changed texts. Unchanged lines stay byte for byte. */
async function writeSplit(
  { split, sha256 }: ReadSplit,
  to: string,
  settings: CleaningSettings,
  signal?: AbortSignal,
): Promise<void> {
  const kept = new Map(split.rows.map((row) => [row.line, row]));
  const hash = createHash("sha256");
  const output = await open(to, "wx");
  try {
    let pending = "";
    for await (const { number, text } of readLimitedLines(split.path, settings, hash)) {
      const row = kept.get(number);
      if (!row || text === null) continue;
      pending += `${rowLine(text, row)}\n`;
      if (pending.length < WRITE_CHARACTERS) continue;
      if (signal?.aborted) throw new FootnoteError("ABORTED", "Interrupted; nothing was written.");
      await output.write(pending);
      pending = "";
    }
    await output.write(pending);
  } finally {
    await output.close();
  }
  if (signal?.aborted) throw new FootnoteError("ABORTED", "Interrupted; nothing was written.");
  if (hash.digest("hex") !== sha256) {
    throw new FootnoteError("FILE_UNREADABLE", `${split.path} changed while it was being cleaned.`, {
      hint: "Run again when nothing writes to it.",
    });
  }
}

const WRITE_CHARACTERS = 2 ** 18;

function rowLine(line: string, row: Row): string {
  const values = new Map<string, string>();
  if (row.questionChanged) values.set(row.questionField!, JSON.stringify(row.question));
  if (row.answersChanged) {
    values.set(row.answerField!, JSON.stringify(row.answerIsList ? row.answers : row.answers![0]));
  }
  return values.size > 0 ? replaceMembers(line, values) : line;
}

function toLines(findings: readonly Finding[]): string {
  return findings.map((finding) => `${JSON.stringify(finding)}\n`).join("");
}

function realOrResolved(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}
