import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type Cleaning, cleanFiles } from "../../../eval/cleaning/clean.js";
import { type CleaningSettings, type CleaningStep, DEFAULT_CLEANING } from "../../../eval/cleaning/settings.js";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is removed when the tests of the file are done. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "footnote-clean-"));
  folders.push(folder);
  return folder;
}

/** Writes files of lines; rows that are no strings are written as JSON. Returns their paths. */
export function someFiles(files: Record<string, readonly (object | string)[]>): string[] {
  const folder = aFolder();
  return Object.entries(files).map(([name, rows]) => {
    const path = join(folder, name);
    writeFileSync(path, rows.map((row) => `${typeof row === "string" ? row : JSON.stringify(row)}\n`).join(""));
    return path;
  });
}

/** Cleans files with the default settings, but for those given. */
export async function clean(
  files: Record<string, readonly (object | string)[]>,
  settings: Partial<CleaningSettings> = {},
): Promise<Cleaning> {
  return cleanFiles(someFiles(files), { ...DEFAULT_CLEANING, ...settings });
}

/** Line numbers of the rows kept, by file. */
export function keptLines({ files }: Cleaning): Record<string, number[]> {
  return Object.fromEntries(files.map(({ split }) => [split.name, split.rows.map((row) => row.line)]));
}

/** `line step: reason` of the findings of some steps. */
export function found(findings: Cleaning["findings"]["removed"], ...steps: (CleaningStep | "parse")[]): string[] {
  return findings
    .filter(({ step }) => steps.includes(step as CleaningStep))
    .map(({ line, step, reason }) => `${line} ${step}: ${reason}`);
}
