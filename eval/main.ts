#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { toFootnoteError } from "../src/domain/errors.js";
import { registerAnnotate } from "./commands/annotate.js";
import { registerClean } from "./commands/clean.js";
import { registerCompare } from "./commands/compare.js";
import { registerGate } from "./commands/gate.js";
import { registerReplay } from "./commands/replay.js";
import { registerJudge } from "./commands/judge.js";
import { registerReport } from "./commands/report.js";
import { registerSuite } from "./commands/run-suite.js";
import { SUITES } from "./suites/index.js";

const program = new Command("footnote eval")
  .description("Measure the engine, compare runs, look at failures")
  .exitOverride()
  .showHelpAfterError("(--help shows the options)");

for (const suite of SUITES) registerSuite(program, suite);
registerCompare(program);
registerReport(program);
registerReplay(program);
registerGate(program);
registerAnnotate(program);
registerJudge(program);
registerClean(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  const failure = toFootnoteError(error);
  if (failure.code === "INTERNAL") console.error(error);
  process.stderr.write(`${failure.code}: ${failure.message}\n${failure.hint}\n`);
  process.exitCode = failure.code === "SETTING_UNKNOWN" ? 2 : 1;
}
