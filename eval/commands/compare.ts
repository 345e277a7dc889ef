import type { Command } from "commander";
import { compareRuns } from "../compare/compare-runs.js";
import { formatComparison } from "../compare/format-comparison.js";
import { readRun } from "../runs/run-folder.js";
import { suiteOf } from "../suites/index.js";
import { wholeNumber } from "./options.js";

interface CompareFlags {
  metric?: string[];
  seed: number;
  json?: boolean;
}

/** `eval compare A B`: what changed from one run to another, and whether it is more than chance. */
export function registerCompare(program: Command): void {
  program
    .command("compare")
    .description("what changed from run A to run B, and whether it is more than chance")
    .argument("<runA>", "folder of a finished run")
    .argument("<runB>", "folder of another run of the same suite")
    .option("--metric <name...>", "look at these metrics only: fewer cost less under the correction for many")
    .option("--seed <n>", "seed of bootstrap and permutations", wholeNumber, 1)
    .option("--json", "print one JSON object")
    .action((folderA: string, folderB: string, { metric: metrics, seed, json }: CompareFlags) => {
      const a = readRun(folderA);
      const comparison = compareRuns(a, readRun(folderB), suiteOf(a), { metrics, seed });
      process.stdout.write(json ? `${JSON.stringify(comparison)}\n` : formatComparison(comparison));
    });
}
