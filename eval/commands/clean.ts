import { type Command, InvalidArgumentError, Option } from "commander";
import { withInterrupt } from "../../src/commands/interrupt.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { cleanFiles } from "../cleaning/clean.js";
import { formatReport } from "../cleaning/format-report.js";
import { reportCleaning } from "../cleaning/report.js";
import { CLEANING_STEPS, type CleaningSettings, type CleaningStep, DEFAULT_CLEANING } from "../cleaning/settings.js";
import { checkOutput, writeCleaned } from "../cleaning/write-cleaned.js";
import { createProgress } from "../progress.js";

interface CleanFlags extends Pick<
  CleaningSettings,
  "skip" | "removeOutliers" | "shingle" | "permutations" | "bands" | "threshold" | "lengthDeviations" | "maxRows"
> {
  out?: string;
  dryRun?: boolean;
  force?: boolean;
  json?: boolean;
  fields?: Pick<CleaningSettings, "questionFields" | "answerFields">;
  context: string[];
  splitsInOrder: boolean;
  maxLineKb: number;
  maxFileMb: number;
}

const KILOBYTE = 2 ** 10;
const MEGABYTE = 2 ** 20;

/** `eval clean`: questions and answers fit for evaluation or training, and a record of what was done to them. */
export function registerClean(program: Command): void {
  const defaults = DEFAULT_CLEANING;
  program
    .command("clean")
    .description("clean files of questions and answers, one split a file, and report what was removed and why")
    .argument("<file...>", "JSONL files; the rest of each row is kept as it is")
    .option("--out <dir>", "write the cleaned files, removed.jsonl, flagged.jsonl and report.json there")
    .option("--dry-run", "report only")
    .option("--force", "replace outputs that are there")
    .option("--fields <question,answer>", "names of the fields; a|b means a, or b where a row has no a", fieldNames)
    .option("--context <names>", "rows that differ in one of these fields are no duplicates", names, [
      ...defaults.contextFields,
    ])
    .addOption(
      new Option("--skip <step>", `leave out a step; repeatable: ${CLEANING_STEPS.join(", ")}`)
        .argParser(steps)
        .default([], "none"),
    )
    .option("--splits-in-order", "protect the splits in the order given, not test, then dev, then the rest", false)
    .option("--remove-outliers", "remove rows of another language or length instead of flagging them", false)
    .option("--threshold <share>", "Jaccard similarity of near duplicates, 0 to 1", number(0, 1), defaults.threshold)
    .option("--shingle <n>", "characters in a shingle", number(1, 50, 1), defaults.shingle)
    .option("--permutations <n>", "MinHash functions", number(1, 4_096, 1), defaults.permutations)
    .option("--bands <n>", "bands of the signature; divides --permutations", number(1, 4_096, 1), defaults.bands)
    .option("--length-deviations <n>", "robust deviations of an outlier", number(0.1, 1_000), defaults.lengthDeviations)
    .option("--max-line-kb <n>", "longest line", number(1, 512 * KILOBYTE, 1), defaults.maxLineBytes / KILOBYTE)
    .option("--max-file-mb <n>", "largest file", number(1, 2 ** 20, 1), defaults.maxFileBytes / MEGABYTE)
    .option("--max-rows <n>", "most rows, over all files", number(1, 16_000_000, 1), defaults.maxRows)
    .option("--json", "print one JSON object")
    .action((files: string[], flags: CleanFlags) => runClean(files, flags));
}

async function runClean(files: string[], flags: CleanFlags): Promise<void> {
  const { out, dryRun, force, json, ...rest } = flags;
  const target = dryRun ? null : out;
  if (target === undefined) throw wrongUse("--out DIR is missing.", "Or give --dry-run to see the report only.");
  const settings = toSettings(rest);
  if (target !== null) checkOutput(files, target, { force });

  await withInterrupt(async (signal) => {
    const cleaning = await cleanFiles(files, settings, { signal, onProgress: createProgress() });
    if (target !== null) await writeCleaned(cleaning, target, { force, signal });
    const report = reportCleaning(cleaning);
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : formatReport(report, cleaning.findings.removed));
  });
}

function toSettings({
  fields,
  context,
  maxLineKb,
  maxFileMb,
  ...same
}: Omit<CleanFlags, "out" | "json">): CleaningSettings {
  if (same.permutations % same.bands !== 0) {
    throw wrongUse(`--bands ${same.bands} does not divide --permutations ${same.permutations}.`, "Try 160 and 32.");
  }
  return {
    ...DEFAULT_CLEANING,
    ...same,
    ...fields,
    fieldsNamed: fields !== undefined,
    contextFields: context,
    maxLineBytes: maxLineKb * KILOBYTE,
    maxFileBytes: maxFileMb * MEGABYTE,
  };
}

function wrongUse(message: string, hint: string): FootnoteError {
  return new FootnoteError("SETTING_UNKNOWN", message, { hint });
}

function fieldNames(value: string): CleanFlags["fields"] {
  const [question, answer, ...more] = value.split(",").map((part) => part.split("|").map((name) => name.trim()));
  if (more.length > 0 || [...(question ?? []), ...(answer ?? [])].includes("")) {
    throw new InvalidArgumentError("It is QUESTION or QUESTION,ANSWER.");
  }
  return { questionFields: question!, answerFields: answer ?? null };
}

function names(value: string): string[] {
  return value
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

function steps(value: string, earlier: CleaningStep[]): CleaningStep[] {
  const chosen = names(value).map((name) => {
    const step = CLEANING_STEPS.find((one) => one === name);
    if (!step) throw new InvalidArgumentError(`Steps are: ${CLEANING_STEPS.join(", ")}.`);
    return step;
  });
  return [...new Set([...earlier, ...chosen])];
}

/** Parser of a number in a range; `step` 1 for whole ones. */
function number(low: number, high: number, step?: 1): (value: string) => number {
  return (value) => {
    const parsed = Number(value);
    if (value.trim() === "" || !(parsed >= low && parsed <= high) || (step && !Number.isInteger(parsed))) {
      throw new InvalidArgumentError(`It is a ${step ? "whole " : ""}number from ${low} to ${high}.`);
    }
    return parsed;
  };
}
