import type { Command } from "commander";
import { openModels } from "../../src/compose.js";
import { type Replay, replayQuestion } from "../compare/replay.js";
import { formatNumber } from "../format-result.js";
import { withModelCache } from "../model-cache.js";
import { createProgress } from "../progress.js";
import { readRun } from "../runs/run-folder.js";
import { suiteOf } from "../suites/index.js";
import { MODEL_CACHE } from "./run-suite.js";

interface ReplayFlags {
  set: string[];
  json?: boolean;
}

/** `eval replay RUN QUESTION`: one question again, and what changed, stage by stage. */
export function registerReplay(program: Command): void {
  program
    .command("replay")
    .description("ask one question of a run again, with other settings if wanted, and show what changed")
    .argument("<run>", "folder of a finished run")
    .argument("<question>", "its id, or words of it")
    .option("--set <key=value>", "replace one setting; repeatable", (value, all: string[]) => [...all, value], [])
    .option("--json", "print one JSON object")
    .action(async (folder: string, question: string, { set, json }: ReplayFlags) => {
      const run = readRun(folder);
      const suite = suiteOf(run);
      const models = withModelCache(await openModels(), MODEL_CACHE);
      try {
        const replay = await replayQuestion(run, suite, question, { models, progress: createProgress(), set });
        process.stdout.write(json ? `${JSON.stringify(replay)}\n` : formatReplay(replay));
      } finally {
        await models.close();
      }
    });
}

function formatReplay({ row, trace, warnings, stages, scores }: Replay): string {
  const changed = stages.filter(({ lines }) => lines.length > 0);
  return [
    `${row.id}: ${row.text}`,
    ...warnings.map((warning) => `note: ${warning}`),
    ...(changed.length === 0 ? ["\nNothing changed."] : []),
    ...changed.map(({ stage, lines }) => `\n${stage}\n${lines.map((line) => `  ${line}`).join("\n")}`),
    ...(scores.length > 0 ? ["\nscores"] : []),
    ...scores.map(({ name, before, after }) => `  ${name}: ${formatNumber(before)} -> ${formatNumber(after)}`),
    `\nanswer now\n  ${trace.answer?.text || trace.answer?.abstention?.message || trace.error}`,
    "",
  ].join("\n");
}
