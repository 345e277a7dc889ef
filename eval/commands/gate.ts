import type { Command } from "commander";
import { openModels } from "../../src/compose.js";
import { formatGate } from "../gate/format-gate.js";
import { runGate } from "../gate/gate.js";
import { withModelCache } from "../model-cache.js";
import { createProgress } from "../progress.js";
import { wholeNumber } from "./options.js";
import { MODEL_CACHE } from "./run-suite.js";

interface GateFlags {
  accept?: boolean;
  seed: number;
  json?: boolean;
}

/** `eval gate`: fails the build when quality fell below what eval/gate/thresholds.json allows. */
export function registerGate(program: Command): void {
  program
    .command("gate")
    .description("fail when quality fell: the guide's questions and claims against eval/gate/thresholds.json")
    .option("--accept", "take today's figures as the new baseline (eval/gate/baseline)")
    .option("--seed <n>", "seed of the bootstrap", wholeNumber, 1)
    .option("--json", "print one JSON object")
    .action(async ({ accept, seed, json }: GateFlags) => {
      const models = withModelCache(await openModels(), MODEL_CACHE);
      try {
        const result = await runGate({ models, progress: createProgress(), accept, seed });
        process.stdout.write(json ? `${JSON.stringify(result)}\n` : formatGate(result));
        if (!result.passed) process.exitCode = 1;
      } finally {
        await models.close();
      }
    });
}
