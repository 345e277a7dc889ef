import { readFileSync } from "node:fs";
import { z } from "zod";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Interval } from "../statistics/bootstrap.js";

const AGREEMENT_FILE = new URL("../results/judge-agreement.json", import.meta.url);

const share = z.number().min(0).max(1);
const interval = z.tuple([share, share]);
const fileSchema = z.object({
  claims: z.array(
    z.object({
      data: z.string(),
      builtInFittedHere: z.boolean(),
      judges: z.array(
        z.object({
          judge: z.string(),
          n: z.number().int(),
          metrics: z.record(z.string(), share.nullable()),
          intervals: z.record(z.string(), interval),
        }),
      ),
    }),
  ),
});

/** What a judge gets wrong on one set of claims that people labelled. Shares, 0..1. */
export interface JudgeErrorOnSet {
  data: string;
  /** Whether the judge was fitted on this set: its figures flatter there. */
  fitted: boolean;
  n: number;
  /** Share of the claims called supported that are. */
  precision: number;
  /** Share of the supported claims called supported. */
  recall: number;
  /** Share of the other claims not called supported. */
  specificity: number;
  balancedAccuracy: number;
  balancedAccuracyInterval: Interval | null;
}

export interface JudgeError {
  judge: string;
  sets: JudgeErrorOnSet[];
  /** To stand beside a score that the judge made: how far it is to be believed. */
  sentence: string;
}

/** `score`: at or above the threshold counts as supported; `verdict`: the verdict "supported" does. */
export type Decision = "score" | "verdict";

/**
 * The measured error of the built-in support check, from the committed result of `eval judge`; null when there is none.
 * The sentence speaks of the sets the check was not fitted on.
 * @throws FootnoteError DATA_INVALID when the file is not what `eval judge --out` writes
 */
export function readJudgeError(decision: Decision, file: URL | string = AGREEMENT_FILE): JudgeError | null {
  const text = read(file);
  if (text === null) return null;
  const { data: result } = fileSchema.safeParse(parse(text));
  if (!result) throw new FootnoteError("DATA_INVALID", "The file of the judges' agreement has another format.");
  const prefix = decision === "verdict" ? "verdict." : "";
  const sets = result.claims.flatMap(({ data, builtInFittedHere, judges }): JudgeErrorOnSet[] => {
    const builtIn = judges.find(({ judge }) => judge.startsWith("built-in:"));
    if (!builtIn) return [];
    const { n, metrics, intervals } = builtIn;
    const of = (name: string) => metrics[prefix + name];
    const [precision, recall, specificity, accuracy] = [
      of("precision"),
      of("recall"),
      of("specificity"),
      of("balancedAccuracy"),
    ];
    // A set without both classes says nothing of the error.
    if (precision == null || recall == null || specificity == null || accuracy == null) return [];
    const balancedAccuracyInterval = intervals[`${prefix}balancedAccuracy`] ?? null;
    return [
      {
        data,
        fitted: builtInFittedHere,
        n,
        precision,
        recall,
        specificity,
        balancedAccuracy: accuracy,
        balancedAccuracyInterval,
      },
    ];
  });
  const judge = result.claims[0]?.judges.find((one) => one.judge.startsWith("built-in:"))?.judge;
  return judge && sets.length > 0 ? { judge, sets, sentence: sentenceOf(sets) } : null;
}

function sentenceOf(all: JudgeErrorOnSet[]): string {
  const unseen = all.filter(({ fitted }) => !fitted);
  const sets = unseen.length > 0 ? unseen : all;
  const where = unseen.length > 0 ? "that it was not fitted on" : "all of which it was fitted on";
  const range = (shareOf: (set: JudgeErrorOnSet) => number): string => {
    const [low, high] = [Math.min(...sets.map(shareOf)), Math.max(...sets.map(shareOf))].map(percent);
    return low === high ? `${low}%` : `${low} to ${high}%`;
  };
  const names = sets.map(({ data, n }) => `${data}, ${n} claims`).join("; ");
  return (
    `Judged by the built-in support check, which is itself wrong at times: on sets ${where} (${names}), it recognises ` +
    `${range(({ recall }) => recall)} of the supported claims and ${range(({ specificity }) => specificity)} of the ` +
    `others, and ${range(({ precision }) => precision)} of what it calls supported is.`
  );
}

const percent = (value: number): number => Math.round(value * 100);

function read(file: URL | string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new FootnoteError("FILE_UNREADABLE", "The file of the judges' agreement cannot be read.", { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
