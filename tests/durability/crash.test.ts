import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { crashOnce, type Expectations } from "../../scripts/durability/crash-trial.js";

// The short form of scripts/durability/crash.ts.
it("loses nothing that was acknowledged when the writing process is killed", async () => {
  const root = mkdtempSync(join(tmpdir(), "footnote-crash-"));
  const expectations: Expectations = { settled: new Map(), begun: new Map() };
  let acknowledged = 0;
  for (const [i, lines] of [1, 4, 11, 25, 40].entries()) {
    const trial = await crashOnce(root, { seed: i, lines, delayMs: 3 * i }, expectations);
    expect(trial.problems).toEqual([]);
    acknowledged += trial.acknowledged;
  }
  expect(acknowledged).toBeGreaterThan(5);
  rmSync(root, { recursive: true });
}, 60_000);
