import { describe, expect, it, vi } from "vitest";
import { registerSuite } from "../../../eval/commands/run-suite.js";
import { readRun } from "../../../eval/runs/run-folder.js";
import { meanScores, type Suite, type SuiteOptions } from "../../../eval/suites/suite.js";
import { namedModels } from "../doubles/models.js";
import { scriptedSuite } from "../doubles/scripted-suite.js";
import { aRow } from "../doubles/stored-runs.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";
import { runCommand } from "./in-process.js";

const closed = vi.hoisted(() => ({ models: 0 }));
vi.mock("../../../src/compose.js", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  openModels: async () => ({ ...namedModels(), close: async () => void closed.models++ }),
}));

const temporary = useTemporaryFolder();
const IDS = ["q1", "q2", "q3", "q4"];
let opened: SuiteOptions | undefined;

/** A suite with an option of its own, which says that it left out a row. */
const suite: Suite = {
  ...scriptedSuite({
    ids: IDS,
    metrics: meanScores(["recall", "precision"]),
    async measure(id, options) {
      opened = options;
      return { row: aRow(id, { recall: IDS.indexOf(id) / 4 }) };
    },
  }),
  addOptions: (command) => command.option("--passages <which>", "which passages"),
};
const run = (...args: string[]) => {
  const data = temporary.write("questions.jsonl", "questions\n");
  const out = ["--out", temporary.path("run"), "--no-cache"];
  return runCommand((program) => registerSuite(program, suite), "scripted", "--data", data, ...out, ...args);
};

describe("eval <suite>", () => {
  it("prints a table and keeps the run's folder", async () => {
    const { out, exitCode } = await run();
    expect(out).toMatch(/^recall +0\.3750 +\[0\.\d+, 0\.\d+\]\n\n4 rows in [\d.]+ s; kept in .*\/run\n$/);
    expect(exitCode).toBe(0);
    expect(readRun(temporary.path("run")).summary).toMatchObject({ metrics: { recall: 1.5 / 4, precision: null } });
  });

  it("prints one JSON object, with the parameters and without the curves", async () => {
    const { out } = await run("--json", "--limit", "2", "--set", "ranking.maxEvidence=1", "--seed", "7");
    const { config, ...result } = JSON.parse(out);
    expect(Object.keys(result).toSorted()).toEqual(
      ["intervals", "metrics", "n", "run", "seconds", "skippedRows", "slices"].toSorted(),
    );
    expect(result).toMatchObject({ n: 2, metrics: { recall: (0 + 2 / 4) / 2, precision: null }, skippedRows: 0 });
    expect(config).toMatchObject({ suite: "scripted", limit: 2, seed: 7, settings: { ranking: { maxEvidence: 1 } } });
  });

  it("hands its own options on, apart from the common ones", async () => {
    const { out } = await run("--json", "--passages", "own", "--strict");
    expect(opened!.flags).toEqual({ passages: "own" });
    expect(JSON.parse(out).config).toMatchObject({ flags: { passages: "own" }, strict: true, cached: false });
    expect(opened!.rows?.onInvalid).toBeUndefined();
  });

  it("tells of rows that are left out on standard error", async () => {
    const leaving: Suite = {
      ...suite,
      async open(options) {
        options.rows?.onInvalid?.(Object.assign(new Error("questions.jsonl:2: not a JSON object")) as never);
        return suite.open(options);
      },
    };
    const data = temporary.write("questions.jsonl", "questions\n");
    const args = ["--data", data, "--out", temporary.path("run"), "--no-cache"];
    const { out, error } = await runCommand((program) => registerSuite(program, leaving), "scripted", ...args);
    expect(error).toBe("left out: questions.jsonl:2: not a JSON object\n");
    expect(out).toContain("4 rows");
    expect(out).toContain("1 malformed rows left out");
  });

  it("keeps a finished run unless it is forced", async () => {
    await run();
    await expect(run()).rejects.toMatchObject({ code: "RUN_EXISTS" });
    await expect(run("--force")).resolves.toMatchObject({ exitCode: 0 });
  });

  it("closes the models whether it succeeds or not", async () => {
    closed.models = 0;
    await run();
    await run("--set", "no.such=1").catch(() => undefined);
    expect(closed.models).toBe(2);
  });

  it.each([
    [["--limit", "many"], "commander.invalidArgument"],
    [["--limit", "-1"], "commander.invalidArgument"],
    [["--seed", "1.5"], "commander.invalidArgument"],
    [["--sed", "1"], "commander.unknownOption"],
    [["--profile", "quick"], "SETTING_UNKNOWN"],
    [["--set", "no.such=1"], "SETTING_UNKNOWN"],
  ])("refuses %j", async (args, code) => {
    await expect(run(...args)).rejects.toMatchObject({ code });
  });
});
