import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { FootnoteError } from "../../src/domain/errors.js";
import { isAbout } from "./annotation.js";
import type { RaterAnnotations } from "./annotation-files.js";
import type { MeasuredAnswer } from "./tasks.js";

/** A claim as one rater saw it, beside the automatic verdict. An answer without claims has one line, without a claim. */
export interface ExportedRating {
  question: string;
  questionText: string;
  rater: string;
  /** From 1. */
  claim: number | null;
  claimText: string | null;
  rating: string | null;
  helpful: number | null;
  comment: string;
  automaticVerdict: string | null;
  automaticScore: number | null;
  at: string;
}

/** All ratings of a run's answers, by question, rater and claim; skipped questions are left out. */
export function exportRatings(
  answers: readonly MeasuredAnswer[],
  annotations: ReadonlyMap<string, RaterAnnotations>,
): ExportedRating[] {
  return answers.flatMap(({ task, automatic }) =>
    [...annotations].flatMap(([rater, all]) => {
      const annotation = all.get(task.id);
      if (!annotation || annotation.skipped || !isAbout(annotation, task)) return [];
      const claims = task.claims.length > 0 ? task.claims : [null];
      return claims.map((claim, index): ExportedRating => ({
        question: task.id,
        questionText: task.question,
        rater,
        claim: claim && index + 1,
        claimText: claim && claim.text,
        rating: annotation.ratings[index] ?? null,
        helpful: annotation.helpful,
        comment: annotation.comment,
        automaticVerdict: automatic[index]?.verdict ?? null,
        automaticScore: automatic[index]?.score ?? null,
        at: annotation.at,
      }));
    }),
  );
}

/** Writes `.jsonl` or `.csv`, whole or not at all. @throws FootnoteError SETTING_UNKNOWN, FILE_UNREADABLE */
export function writeRatings(path: string, ratings: readonly ExportedRating[]): void {
  const format = FORMATS[extname(path)];
  if (!format) throw new FootnoteError("SETTING_UNKNOWN", `${path} ends in neither .jsonl nor .csv.`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, format(ratings));
    renameSync(`${path}.part`, path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new FootnoteError("FILE_UNREADABLE", `${path} cannot be written (${code}).`, { cause });
  }
}

const FORMATS: Record<string, (ratings: readonly ExportedRating[]) => string> = { ".jsonl": toJsonl, ".csv": toCsv };

const COLUMNS = [
  "question",
  "questionText",
  "rater",
  "claim",
  "claimText",
  "rating",
  "helpful",
  "comment",
  "automaticVerdict",
  "automaticScore",
  "at",
] as const satisfies readonly (keyof ExportedRating)[];

function toJsonl(ratings: readonly ExportedRating[]): string {
  return ratings.map((rating) => `${JSON.stringify(rating)}\n`).join("");
}

/** CSV of RFC 4180: lines end in CRLF, every text is quoted, quotes are doubled. */
function toCsv(ratings: readonly ExportedRating[]): string {
  const lines = [COLUMNS.join(","), ...ratings.map((rating) => COLUMNS.map((name) => cell(rating[name])).join(","))];
  return lines.map((line) => `${line}\r\n`).join("");
}

// A spreadsheet runs a cell that begins like this as a formula (OWASP, "CSV Injection"); an apostrophe makes it text.
const FORMULA_START = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const isFormula = FORMULA_START.test(value) && !PLAIN_NUMBER.test(value);
  return `"${(isFormula ? `'${value}` : value).replaceAll('"', '""')}"`;
}
