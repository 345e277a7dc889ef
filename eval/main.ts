#!/usr/bin/env node
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { openIndex, openModels } from "../src/compose.js";
import { toFootnoteError } from "../src/domain/errors.js";
import { DEFAULT_PROFILE, profileSettings, withSetting } from "../src/profiles.js";
import { runGate } from "./gate.js";
import { withModelCache } from "./model-cache.js";
import { createProgress } from "./progress.js";
import { formatResult } from "./format-result.js";
import { type AnswerSuiteOptions, evaluateAnswers } from "./suites/answers.js";
import { evaluateClaims } from "./suites/claims.js";
import { evaluateRetrieval } from "./suites/retrieval.js";
import type { SuiteOptions, SuiteResult } from "./suites/suite.js";

const MODEL_CACHE = ".footnote/eval-cache.sqlite";

interface EvalFlags {
  data: string;
  profile: string;
  set: string[];
  limit?: number;
  seed: number;
  out?: string;
  json?: boolean;
  cache: boolean;
}

const program = new Command("footnote eval").description("Measure the engine on a data set").exitOverride();

suite(
  "retrieval",
  "nDCG, MAP, recall of fused search and of each arm, on a collection in BEIR's layout",
  evaluateRetrieval,
).option("--split <name>", "which judgements: qrels/<name>.tsv", "test");
suite("claims", "how well the support check tells supported claims, beside word overlap", evaluateClaims);
suite("answers", "whole answers: recall of key facts, citations, abstention", answers)
  .addOption(
    new Option("--passages <which>", "search a question's own passages or all of the file").choices(["own", "all"]),
  )
  .option("--index <dir>", "ask this index instead of the passages in the file");

program
  .command("gate")
  .description("fail when the guide's questions are answered worse than eval/gate-thresholds.json allows")
  .action(async () => {
    const models = await openModels();
    try {
      const { passed, lines } = await runGate(models, createProgress());
      process.stdout.write(`${lines.join("\n")}\n`);
      if (!passed) process.exitCode = 1;
    } finally {
      await models.close();
    }
  });

function suite(
  name: string,
  description: string,
  evaluate: (options: SuiteOptions & Record<string, unknown>) => Promise<SuiteResult>,
): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption("--data <path>", "file or folder in a format of eval/README.md")
    .option("--profile <name>", "fast, balanced or thorough", DEFAULT_PROFILE)
    .option("--set <key=value>", "replace one setting; repeatable", (value, all: string[]) => [...all, value], [])
    .option("--limit <n>", "use only this many questions", wholeNumber)
    .option("--seed <n>", "seed of the bootstrap", wholeNumber, 1)
    .option("--out <dir>", "write config.json, summary.json and rows.jsonl there")
    .option("--no-cache", "compute every model output anew, and report latencies")
    .option("--json", "print one JSON object")
    .action(async (flags: EvalFlags) => run(name, flags, evaluate));
}

async function answers(options: SuiteOptions & { index?: string; passages?: "own" | "all" }): Promise<SuiteResult> {
  const { index: directory, ...rest } = options;
  if (!directory) return evaluateAnswers(rest);
  const opened = openIndex(directory, options.models.embedder);
  try {
    return await evaluateAnswers({ ...rest, index: opened.index } satisfies AnswerSuiteOptions);
  } finally {
    opened.close();
  }
}

async function run(
  name: string,
  flags: EvalFlags,
  evaluate: (options: SuiteOptions & Record<string, unknown>) => Promise<SuiteResult>,
): Promise<void> {
  const startedAt = performance.now();
  const settings = flags.set.reduce(withSetting, profileSettings(flags.profile));
  const opened = await openModels();
  const models = flags.cache ? withModelCache(opened, MODEL_CACHE) : opened;
  try {
    const { rows, ...result } = await evaluate({
      ...flags,
      settings,
      models,
      progress: createProgress(),
      cached: flags.cache,
    });
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    const config = {
      suite: name,
      data: flags.data,
      profile: flags.profile,
      limit: flags.limit ?? null,
      seed: flags.seed,
      models: [models.embedder.modelId, models.reranker.modelId],
      settings,
    };
    const summary = { ...result, config, seconds };
    if (flags.out) {
      mkdirSync(flags.out, { recursive: true });
      writeFileSync(join(flags.out, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
      writeFileSync(join(flags.out, "rows.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    }
    process.stdout.write(flags.json ? `${JSON.stringify(summary)}\n` : formatResult(summary));
  } finally {
    await models.close();
  }
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new TypeError(`"${value}" is not a whole number.`);
  return Number(value);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof Error && "exitCode" in error) process.exit(error.exitCode === 0 ? 0 : 2);
  const failure = toFootnoteError(error);
  if (failure.code === "INTERNAL") console.error(error);
  process.stderr.write(`${failure.code}: ${failure.message}\n${failure.hint}\n`);
  process.exitCode = 1;
}
