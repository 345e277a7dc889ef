import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

export interface TemporaryFolder {
  /** Path of a name in it. */
  path(name: string): string;
  /** Writes a file and gives its path. */
  write(name: string, content: string): string;
  /** Writes one JSON object a line; texts are taken as lines that they are, broken or not. */
  writeRows(name: string, rows: readonly (object | string)[]): string;
}

/** A folder of each test's own, gone when the test is over. */
export function useTemporaryFolder(): TemporaryFolder {
  let folder = "";
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "footnote-eval-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  const write = (name: string, content: string): string => {
    writeFileSync(path(name), content);
    return path(name);
  };
  const toLine = (row: object | string): string => `${typeof row === "string" ? row : JSON.stringify(row)}\n`;
  return { path, write, writeRows: (name, rows) => write(name, rows.map(toLine).join("")) };
}
