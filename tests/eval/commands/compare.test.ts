import { describe, expect, it } from "vitest";
import { registerCompare } from "../../../eval/commands/compare.js";
import { openRun } from "../../../eval/runs/run-folder.js";
import type { RunParameters } from "../../../eval/runs/parameters.js";
import { rowsWith, aSummary, someParameters } from "../doubles/stored-runs.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";
import { runCommand } from "./in-process.js";

const temporary = useTemporaryFolder();

/** A finished run of the retrieval suite, in which every query has this nDCG. */
function aRun(name: string, values: readonly number[], parameters: Partial<RunParameters> = {}): string {
  const run = openRun(temporary.path(name), someParameters({ suite: "retrieval", ...parameters }));
  for (const row of rowsWith("ndcg@10", values)) run.add(row);
  run.finish(aSummary());
  return run.folder;
}
const twelve = (value: number) => Array.from({ length: 12 }, () => value);
const compare = (...args: string[]) => runCommand(registerCompare, "compare", ...args);

describe("eval compare", () => {
  it("prints what changed between two folders", async () => {
    const [a, b] = [aRun("a", twelve(0.4)), aRun("b", twelve(0.6), { profile: "thorough" })];
    const { out, exitCode } = await compare(a, b, "--metric", "ndcg@10");
    expect(out).toContain(`a: ${a}\nb: ${b}\n12 shared rows`);
    expect(out).toContain('profile: "balanced" -> "thorough"');
    expect(out).toMatch(/^\+ ndcg@10 +0\.4000 +0\.6000 +0\.2000 .* 12\/0\/0$/m);
    expect(exitCode).toBe(0);
  });

  it("prints one JSON object, of the metrics that are wanted", async () => {
    const [a, b] = [aRun("a", twelve(0.4)), aRun("b", twelve(0.6))];
    const { out } = await compare(a, b, "--json", "--metric", "map", "ndcg@10");
    const { metrics, shared } = JSON.parse(out);
    expect({ shared, names: Object.keys(metrics) }).toEqual({ shared: 12, names: ["map", "ndcg@10"] });
    expect(metrics["ndcg@10"]).toMatchObject({ outcomes: { wins: 12, losses: 0, ties: 0 } });
    expect(metrics.map).toMatchObject({ a: null, b: null, pValue: null });
  });

  it("refuses what it cannot compare, by name", async () => {
    const a = aRun("a", [0.4]);
    const none = temporary.path("none");
    await expect(compare(a, none)).rejects.toMatchObject({ code: "PATH_MISSING" });
    await expect(compare(a, aRun("b", [0.4], { suite: "claims" }))).rejects.toMatchObject({ code: "RUN_INVALID" });
    await expect(compare(a, a, "--metric", "ndgc")).rejects.toMatchObject({ code: "SETTING_UNKNOWN" });
    await expect(compare(a, a, "--seed", "-1")).rejects.toMatchObject({ code: "commander.invalidArgument" });
    const unknown = aRun("unknown", [0.4], { suite: "of-another-version" });
    await expect(compare(unknown, unknown)).rejects.toMatchObject({
      code: "RUN_INVALID",
      message: `${unknown} is a run of "of-another-version", which is no suite here.`,
    });
  });
});
