import { writeFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { createOpenAiChatModel } from "../../src/adapters/openai/chat-model.js";
import { withInterrupt } from "../../src/commands/interrupt.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { withCompletionCache } from "../judges/completion-cache.js";
import { evaluateJudges } from "../judges/evaluate-judges.js";
import { formatEvaluation } from "../judges/format-evaluation.js";
import { stopAfterFailures } from "../judges/stop-after-failures.js";
import { meterChatModel } from "../judges/usage.js";
import { createProgress } from "../progress.js";

const CACHE = ".footnote/judge-cache.sqlite";

interface JudgeFlags {
  data: string[];
  model?: string;
  baseUrl?: string;
  constrained?: boolean;
  limit?: number;
  seed: number;
  parallel: number;
  timeout: number;
  cache: boolean;
  json?: boolean;
  out?: string;
}

/** `eval judge`: how far the judges of support and of answers agree with people. */
export function registerJudge(program: Command): void {
  program
    .command("judge")
    .description(
      "measure the judges against people: the built-in support check and, when one is named, a language model",
    )
    .requiredOption("--data <path...>", "claims with labels (JSONL), or compared answers (RAGChecker's JSON)")
    .option("--model <name>", "language model to measure as well (default: FOOTNOTE_MODEL; key: OPENAI_API_KEY)")
    .option("--base-url <url>", "its OpenAI-compatible endpoint (default: OPENAI_BASE_URL, or OpenAI)")
    .option("--constrained", "have the endpoint hold the model to the JSON schema")
    .option("--limit <n>", "rows of each file, drawn at random", positive)
    .option("--seed <n>", "seed of the draw and of the bootstrap", positive, 1)
    .option("--parallel <n>", "calls of the model at a time", positive, 1)
    .option("--timeout <s>", "seconds for one call", positive, 60)
    .option("--no-cache", "ask the model anew, though its answers are known")
    .option("--json", "print one JSON object")
    .option("--out <file>", "write that object to a file, too")
    .action(judgeCommand);
}

async function judgeCommand(flags: JudgeFlags): Promise<void> {
  const startedAt = performance.now();
  const { data, limit, seed, parallel, json, out, constrained = false } = flags;
  const llm = await openModel(flags);
  try {
    const evaluation = await withInterrupt((signal) =>
      evaluateJudges(data, {
        limit,
        seed,
        parallel,
        signal,
        progress: createProgress(),
        llm: llm && { model: llm.model, constrained },
      }),
    );
    const config = { suite: "judge", data, limit: limit ?? null, seed, model: llm?.model.modelId ?? null, constrained };
    const result = { config, ...evaluation, usage: llm?.usage ?? null };
    if (out) write(out, `${JSON.stringify(result, rounded, 2)}\n`);
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    process.stdout.write(
      json ? `${JSON.stringify({ ...result, seconds })}\n` : formatEvaluation(evaluation, llm?.usage),
    );
  } finally {
    llm?.close();
  }
}

/** The model of the flags or, failing them, of the environment; undefined when neither names one. */
async function openModel(flags: JudgeFlags) {
  const name = flags.model ?? process.env.FOOTNOTE_MODEL;
  if (!name) return undefined;
  const baseUrl = flags.baseUrl ?? process.env.OPENAI_BASE_URL;
  const timeoutMs = flags.timeout * 1_000;
  const remote = await createOpenAiChatModel({ model: name, baseUrl, apiKey: process.env.OPENAI_API_KEY, timeoutMs });
  const { model, usage } = meterChatModel(stopAfterFailures(remote));
  if (!flags.cache) return { model, usage, close: () => undefined };
  return { usage, ...withCompletionCache(model, CACHE, baseUrl ?? "") };
}

/** Six decimals: what differs beyond them is the processor's rounding. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new FootnoteError(
      "FILE_UNREADABLE",
      `${path} cannot be written (${(cause as NodeJS.ErrnoException).code}).`,
      {
        hint: "Check the folder and its permissions.",
        cause,
      },
    );
  }
}

function positive(value: string): number {
  if (!/^\d+$/.test(value) || Number(value) === 0) throw new InvalidArgumentError("It is a whole number from 1.");
  return Number(value);
}
