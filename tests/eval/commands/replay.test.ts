import { appendFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { registerReplay } from "../../../eval/commands/replay.js";
import { codeVersion, hashPath } from "../../../eval/runs/parameters.js";
import { openRun } from "../../../eval/runs/run-folder.js";
import { answersSuite } from "../../../eval/suites/answers.js";
import { modelIds } from "../../../eval/runs/model-ids.js";
import type { Models } from "../../../src/compose.js";
import { profileSettings } from "../../../src/profiles.js";
import { smallModels } from "../doubles/models.js";
import { aSummary, someParameters } from "../doubles/stored-runs.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";
import { runCommand } from "./in-process.js";

const models = (): Models => smallModels((text) => (text.includes("Ada") ? 9 : -9));
vi.mock("../../../src/compose.js", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  openModels: async () => models(),
}));
// The cache is a file below the working directory.
vi.mock("../../../eval/model-cache.js", () => ({ withModelCache: (opened: Models) => opened }));

const temporary = useTemporaryFolder();

/** A run of the answers suite over one question. */
async function aRun(): Promise<string> {
  const data = temporary.writeRows("questions.jsonl", [
    {
      ...{ id: "q1", question: "Who built the lighthouse?", answers: ["Ada"], answerable: true },
      passages: [{ id: "p1", title: "", text: "Ada built the lighthouse in 1889.", gold: true }],
    },
  ]);
  const parameters = someParameters({
    ...{ suite: "answers", data, dataHash: hashPath(data), code: codeVersion() },
    models: modelIds(models()),
  });
  const open = await answersSuite.open({
    ...{ data, settings: profileSettings("balanced"), profile: "balanced", models: models(), cached: true },
    ...{ progress: () => undefined, seed: 1, flags: {} },
  });
  const { row, trace } = await open.measure("q1");
  const run = openRun(temporary.path("run"), parameters);
  run.add(row, trace);
  run.finish(aSummary());
  return run.folder;
}
const replay = (...args: string[]) => runCommand(registerReplay, "replay", ...args);

describe("eval replay", () => {
  it("says that nothing changed when nothing did", async () => {
    const { out, exitCode } = await replay(await aRun(), "q1");
    expect(out).toBe(
      "q1: Who built the lighthouse?\n\nNothing changed.\n\nanswer now\n  Ada built the lighthouse in 1889 [1].\n",
    );
    expect(exitCode).toBe(0);
  });

  it("shows what another setting changes, stage by stage, and the scores", async () => {
    const { out } = await replay(await aRun(), "lighthouse", "--set", "ranking.maxEvidence=0");
    expect(out).toContain("ranking\n  1 -> gone  p1\n");
    expect(out).toContain('answer\n  status: "answered" -> "abstained"\n');
    expect(out).toContain("claims\n  supported -> gone  Ada built the lighthouse in 1889 [1].\n");
    expect(out).toMatch(/scores\n(?: {2}.*\n)* {2}answerRecall: 1\.0000 -> 0\.0000\n/);
    expect(out).toMatch(/ {2}faithfulness: 1\.0000 -> -\n/);
    expect(out).not.toContain("Nothing changed");
  });

  it("notes that the data is another", async () => {
    const folder = await aRun();
    appendFileSync(temporary.path("questions.jsonl"), "\n");
    expect((await replay(folder, "q1")).out).toContain(
      `note: ${temporary.path("questions.jsonl")} has changed since the run.`,
    );
  });

  it("prints one JSON object", async () => {
    const { out } = await replay(await aRun(), "q1", "--json");
    expect(JSON.parse(out)).toMatchObject({ row: { id: "q1" }, warnings: [], scores: [], stages: expect.any(Array) });
  });

  it("refuses a question that the run has not", async () => {
    await expect(replay(await aRun(), "tower")).rejects.toMatchObject({ code: "DATA_INVALID" });
  });
});
