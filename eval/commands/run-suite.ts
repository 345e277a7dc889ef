import type { Command } from "commander";
import { withInterrupt } from "../../src/commands/interrupt.js";
import { openLanguageModel, openModels } from "../../src/compose.js";
import { readConfig } from "../../src/config.js";
import { DEFAULT_PROFILE } from "../../src/profiles.js";
import { formatResult } from "../format-result.js";
import { withModelCache } from "../model-cache.js";
import { createProgress } from "../progress.js";
import { performRun, type RunResult } from "../runs/perform-run.js";
import type { Suite } from "../suites/suite.js";
import { wholeNumber } from "./options.js";

export const MODEL_CACHE = ".footnote/eval-cache.sqlite";

interface SuiteFlags extends Record<string, unknown> {
  data: string;
  profile: string;
  set: string[];
  limit?: number;
  seed: number;
  strict?: boolean;
  out?: string;
  force?: boolean;
  cache: boolean;
  json?: boolean;
}

/** `eval <suite> --data PATH ...`: runs it, keeps the run's folder, prints the figures. */
export function registerSuite(program: Command, suite: Suite): void {
  const command = program
    .command(suite.name)
    .description(suite.description)
    .requiredOption("--data <path>", "file or folder in a format of eval/README.md")
    .option("--profile <name>", "fast, balanced or thorough", DEFAULT_PROFILE)
    .option("--set <key=value>", "replace one setting; repeatable", (value, all: string[]) => [...all, value], [])
    .option("--limit <n>", "use only this many rows, from all parts of the data", wholeNumber)
    .option("--seed <n>", "seed of everything drawn at random", wholeNumber, 1)
    .option("--strict", "refuse data with malformed rows instead of leaving them out")
    .option("--out <dir>", "folder of the run (default: .footnote/runs/...); takes up an interrupted run")
    .option("--force", "replace the run that the folder holds")
    .option("--no-cache", "compute every model output anew, and report latencies")
    .option("--json", "print one JSON object");
  (suite.addOptions?.(command) ?? command).action(async (flags: SuiteFlags) => run(suite, flags));
}

async function run(suite: Suite, options: SuiteFlags): Promise<void> {
  const { data, profile, set, limit, seed, strict = false, out, force = false, cache, json, ...flags } = options;
  const opened = await openModels();
  const { languageModel } = readConfig(process.env);
  const language = languageModel && (await openLanguageModel(languageModel, (message) => console.error(message)));
  const models = { ...(cache ? withModelCache(opened, MODEL_CACHE) : opened), language };
  try {
    const request = { data, profile, set, limit, seed, strict, cached: cache, flags, out, force };
    const onInvalidRow = (message: string) => void process.stderr.write(`left out: ${message}\n`);
    const result = await withInterrupt((signal) =>
      performRun(suite, request, { models, progress: createProgress(), onInvalidRow, signal }),
    );
    process.stdout.write(json ? `${JSON.stringify(toJson(result))}\n` : formatResult(result));
  } finally {
    await models.close();
  }
}

/** The object that `--json` promises; the curves stay in the run's folder. */
function toJson({ metrics, intervals, n, parameters, seconds, slices, skippedRows, folder }: RunResult) {
  return { metrics, intervals, n, config: parameters, seconds, slices, skippedRows, run: folder };
}
