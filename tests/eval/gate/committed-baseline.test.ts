import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ClaimRow } from "../../../eval/data/claims.js";
import { checkThreshold, type Threshold } from "../../../eval/gate/check-thresholds.js";
import { draftsSuite } from "../../../eval/gate/scripted-drafts.js";
import { answersSuite } from "../../../eval/suites/answers.js";
import { claimsSuite } from "../../../eval/suites/claims.js";
import type { EvalRow, Suite } from "../../../eval/suites/suite.js";

const gate = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../eval/gate/${name}`, import.meta.url)), "utf8");
const thresholds = JSON.parse(gate("thresholds.json")) as Record<string, Record<string, Threshold>>;
const rowsOf = <Row>(lines: string): Row[] =>
  lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const suites: Suite[] = [answersSuite, claimsSuite, draftsSuite];

describe("the committed thresholds", () => {
  it("are of the suites that the gate runs, and each demands something", () => {
    expect(Object.keys(thresholds).toSorted()).toEqual(suites.map(({ name }) => name).toSorted());
    for (const threshold of Object.values(thresholds).flatMap((byMetric) => Object.values(byMetric))) {
      expect(Object.keys(threshold).filter((key) => ["min", "max", "margin"].includes(key)).length).toBeGreaterThan(0);
      expect(Object.keys(threshold).filter((key) => !["min", "max", "margin"].includes(key))).toEqual([]);
    }
  });

  it.each(suites.map((suite) => [suite.name, suite] as const))(
    "hold for the committed baseline of %s",
    (name, suite) => {
      const rows = rowsOf<EvalRow>(gate(`baseline/${name}.jsonl`));
      const failures = Object.entries(thresholds[name]!).flatMap(([key, { min, max }]) => {
        const [, metric = key, group] = /^(.+)\[(.+)\]$/.exec(key) ?? [];
        const of = group ? rows.filter(({ slices }) => Object.values(slices).includes(group)) : rows;
        // Held against itself the baseline uses up no margin: its rows have to be there, and to keep within the bounds.
        const { passed, reason } = checkThreshold(key, suite.metrics[metric]!, { min, max }, of, of);
        return passed ? [] : [`${key}: ${reason}`];
      });
      expect(failures).toEqual([]);
    },
  );

  it("are met with inventions of every kind that the claims have", () => {
    const claims = rowsOf<ClaimRow>(gate("../../data/claims/guide.jsonl"));
    const kinds = new Set(claims.filter(({ label }) => label === "unsupported").map(({ source }) => source));
    const used = new Set(rowsOf<EvalRow>(gate("baseline/drafts.jsonl")).map(({ slices }) => slices.invention));
    expect(used).toEqual(kinds);
  });
});
