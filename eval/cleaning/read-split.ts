import { createHash } from "node:crypto";
import { basename } from "node:path";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Finding } from "./findings.js";
import { readLimitedLines } from "./read-limited-lines.js";
import { type FieldRoles, findFieldRoles, type JsonObject, toRow } from "./row-fields.js";
import type { Row, Split } from "./row.js";
import type { CleaningSettings } from "./settings.js";

export interface ReadSplit {
  split: Split;
  roles: FieldRoles;
  /** Lines that hold no JSON object. */
  broken: Finding[];
  sha256: string;
  /** Lines that are not blank. */
  lines: number;
}

const SAMPLE_ROWS = 200;

/**
 * Reads the texts of a JSONL file; the rest of each row stays on disk.
 * @param maxRows rows this file may have
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, DATA_INVALID (no JSON object, no known field)
 */
export async function readSplit(
  path: string,
  settings: CleaningSettings,
  maxRows: number,
  checkpoint: (done: number) => Promise<void>,
): Promise<ReadSplit> {
  const name = basename(path);
  const hash = createHash("sha256");
  const broken: Finding[] = [];
  const rows: Row[] = [];
  let waiting: { value: JsonObject; line: number }[] = [];
  let roles: FieldRoles | null = null;
  let lines = 0;

  const add = (value: JsonObject, line: number, to: FieldRoles): void =>
    void rows.push(toRow(value, to, { split: name, line }, settings.contextFields));
  const settle = (): void => {
    roles = findFieldRoles(
      path,
      waiting.map(({ value }) => value),
      settings,
    );
    for (const { value, line } of waiting) add(value, line, roles);
    waiting = [];
  };

  for await (const { number, text, fault } of readLimitedLines(path, settings, hash)) {
    if (lines++ % 1_000 === 0) await checkpoint(lines);
    if (lines > maxRows) throw tooManyRows(path, settings.maxRows);
    const parsed = text === null ? fault! : parseObject(text);
    if (typeof parsed === "string") {
      broken.push({ step: "parse", file: name, line: number, id: null, reason: "no JSON object", detail: parsed });
    } else if (roles) {
      add(parsed, number, roles);
    } else if (waiting.push({ value: parsed, line: number }) === SAMPLE_ROWS) {
      settle();
    }
  }
  if (!roles) {
    if (waiting.length === 0) throw noRows(path, broken[0]);
    settle();
  }
  return {
    split: { name, path, rows, hasAnswers: roles!.answer !== null },
    roles: roles!,
    broken,
    sha256: hash.digest("hex"),
    lines,
  };
}

/** The object on a line, or what is wrong with it. */
function parseObject(text: string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
    return `JSON, but ${Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`}`;
  } catch {
    // The parser's own message quotes the line, which may hold what must not be in a report.
    return "broken JSON";
  }
}

function noRows(path: string, first: Finding | undefined): FootnoteError {
  const why = first ? ` (line ${first.line}: ${first.detail})` : "";
  return new FootnoteError("DATA_INVALID", `${path} has no JSON object on any line${why}.`);
}

function tooManyRows(path: string, maxRows: number): FootnoteError {
  return new FootnoteError("FILE_TOO_LARGE", `With ${path} there are more than ${maxRows} rows.`, {
    hint: "Clean fewer files at a time, or raise the limit with --max-rows.",
  });
}
