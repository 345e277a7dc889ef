import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { registerAnnotate } from "../../../eval/commands/annotate.js";
import { rate, writeRun } from "./fixture-run.js";

let run: ReturnType<typeof writeRun>;
beforeEach(() => {
  run = writeRun([{ id: "q1", verdicts: ["supported"] }]);
});
afterEach(() => {
  vi.restoreAllMocks();
  run.remove();
});

/** Runs `annotate RUN ...`, and gives what it prints on standard output. */
async function annotate(...flags: string[]): Promise<string> {
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const program = new Command().exitOverride();
  registerAnnotate(program);
  await program.parseAsync(["annotate", run.folder, ...flags], { from: "user" });
  return written.mock.calls.map(([text]) => String(text)).join("");
}

describe("eval annotate", () => {
  it("prints the summary as tables or as one JSON object", async () => {
    rate(run.folder, "ann", { q1: { ratings: "s", helpful: 4 } });
    expect(await annotate("--summary")).toMatch(/ann +1 +0 +0 +1 +4\.00/);
    vi.restoreAllMocks();
    expect(JSON.parse(await annotate("--summary", "--json"))).toMatchObject({
      questions: 1,
      people: { supported: { value: 1, interval: null, n: 1 } },
    });
  });

  it("exports", async () => {
    rate(run.folder, "ann", { q1: { ratings: "s", helpful: 4 } });
    await annotate("--export", join(run.folder, "ratings.csv"));
    expect(existsSync(join(run.folder, "ratings.csv"))).toBe(true);
  });

  it("wants to know who rates", async () => {
    await expect(annotate()).rejects.toMatchObject({ code: "SETTING_UNKNOWN" });
    await expect(annotate("--rater", "../ann")).rejects.toMatchObject({ code: "SETTING_UNKNOWN" });
  });

  it("says when there is nothing to decide", async () => {
    expect(await annotate("--rater", "judge", "--disputed")).toContain("nothing to decide");
  });

  it("refuses options that are no numbers", async () => {
    await expect(annotate("--rater", "ann", "--limit", "many")).rejects.toMatchObject({
      code: "commander.invalidArgument",
    });
  });
});
