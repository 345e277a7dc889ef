import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../../eval/runs/run-folder.js";

const MAIN = fileURLToPath(new URL("../../../eval/main.ts", import.meta.url));
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "footnote-eval-"));
  const claim = (id: string, text: string, label: string): string =>
    JSON.stringify({ id, claim: text, evidence: ["The tower was completed in 1889."], label, source: "made" });
  const lines = [
    claim("c1", "The tower was completed in 1889.", "supported"),
    "broken",
    claim("c2", "Bo did.", "partial"),
  ];
  writeFileSync(join(folder, "claims.jsonl"), lines.join("\n"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The harness as a program of its own, in a working directory without anything of the project. */
const harness = (...args: string[]): Promise<{ code: number; out: string; error: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ["--import", LOADER, MAIN, ...args], { cwd: folder }, (failure, out, error) =>
      resolve({ code: Number(failure?.code ?? 0), out, error }),
    );
  });

// A process takes a second or two to start: here is only what the exit code and the two outputs show.
describe("the harness as a program", () => {
  it("runs a suite into the default folder, and tells of a bad row on standard error alone", async () => {
    const { code, out, error } = await harness("claims", "--data", "claims.jsonl", "--json");
    expect(error).toBe("left out: claims.jsonl:2: not a JSON object\n");
    expect(code).toBe(0);
    const { run, n, skippedRows } = JSON.parse(out);
    expect({ run, n, skippedRows }).toEqual({ run: ".footnote/runs/claims-claims-balanced", n: 2, skippedRows: 1 });
    expect(readRun(join(folder, run)).rows.map((row) => row.id)).toEqual(["c1", "c2"]);
  });

  it.concurrent.each([
    ["1 and the next step for what is wrong with the data", ["compare", "none", "none"], 1, /^PATH_MISSING: .*\n.+\n$/],
    ["2 for wrong use", ["claims"], 2, /required option '--data <path>' not specified/],
  ])("ends with %s", async (_, args, code, message) => {
    const { error, ...ended } = await harness(...args);
    expect(ended).toEqual({ code, out: "" });
    expect(error).toMatch(message);
    expect(error).not.toMatch(/\n\s+at /);
  });
});
