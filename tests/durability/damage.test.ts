import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tryEverything } from "../../scripts/durability/damage-table.js";
import { judge } from "../../scripts/durability/damage-trials.js";
import type { Findings } from "../../scripts/durability/probe.js";

// The short form of scripts/durability/damage.ts.
it("gives no other answer, and no crash, whatever is done to the files of an index", async () => {
  const root = mkdtempSync(join(tmpdir(), "footnote-damage-"));
  const troubles: string[] = [];
  const rows = await tryEverything(root, {
    ...{ corpus: "data/corpus/evaluation", maxWords: 200, flips: 1, seed: 3 },
    only: /footnote\.sqlite(?:-wal)?$|^closed.traces|lock/,
    onTrouble: (text) => troubles.push(text),
  });
  expect(troubles).toEqual([]);
  const tried = rows.map(({ name }) => name);
  expect(tried).toEqual(
    expect.arrayContaining(["killed/footnote.sqlite-wal, cut short", "closed/traces.sqlite, missing"]),
  );
  rmSync(root, { recursive: true });
}, 120_000);

describe("the judge of damage", () => {
  const sound: Findings = {
    ...{ answers: { result: "digest" }, write: { result: true }, answersAfterwards: { result: "digest" } },
    traces: { result: ["a", "b"] },
  };
  it.each([
    ["CRASH", null],
    ["CRASH", { ...sound, write: { thrown: "RangeError: ..." } }],
    ["WRONG", { ...sound, answers: { result: "other" } }],
    ["WRONG", { ...sound, answersAfterwards: { result: "other" } }],
    ["WRONG", { ...sound, traces: { result: ["a", "other"] } }],
    ["WRONG", { ...sound, traces: { result: ["a", "b", "invented"] } }],
    ["error", { ...sound, answers: { code: "INDEX_CORRUPT", message: "" } }],
    ["error", { ...sound, write: { code: "DISK_FULL", message: "" } }],
    ["rebuilt", { ...sound, traces: { result: ["a", null] } }],
    ["same", sound],
  ] as const)("sees %s", (verdict, found) => {
    expect(judge(found as Findings | null, sound).verdict).toBe(verdict);
  });
});
