import { describe, expect, it } from "vitest";
import { compareRuns } from "../../../eval/compare/compare-runs.js";
import { formatComparison } from "../../../eval/compare/format-comparison.js";
import { type EvalRow, meanScore } from "../../../eval/suites/suite.js";
import { scriptedSuite } from "../doubles/scripted-suite.js";
import { aRow, aStoredRun } from "../doubles/stored-runs.js";

const suite = scriptedSuite({
  metrics: {
    recall: meanScore("recall"),
    hallucinationRate: meanScore("hallucinationRate", "lower"),
    words: meanScore("words", null),
    precision: meanScore("precision"),
    nothing: meanScore("nothing"),
  },
});

/** Run b finds more, invents more, says more, and is as precise. */
const rows = (isB: boolean): EvalRow[] =>
  Array.from({ length: 16 }, (_, i) =>
    aRow(`q${i}`, {
      ...{ recall: isB ? 1 : 0, hallucinationRate: isB ? 0.5 : 0, words: isB ? 100 + i : 10 },
      ...{ precision: i === 0 ? Number(isB) : 0.5, nothing: null },
    }),
  );

const formatted = (b: readonly EvalRow[] = rows(true), parameters = {}): string =>
  formatComparison(compareRuns(aStoredRun("runs/a", rows(false)), aStoredRun("runs/b", b, parameters), suite));
const lineOf = (text: string, metric: string): string => text.split("\n").find((line) => line.includes(metric))!;

describe("a comparison on a terminal", () => {
  it("names the runs and how many rows they share", () => {
    expect(formatted()).toMatch(/^a: runs\/a\nb: runs\/b\n16 shared rows\n/);
    expect(formatted([...rows(true).slice(1), aRow("new")])).toContain(
      "15 shared rows (1 only in a, 1 only in b, left out)",
    );
  });

  it("says in which parameters the runs differ, or that they do not", () => {
    expect(formatted()).toContain("The runs have the same parameters.");
    expect(formatted(rows(true), { limit: 16, flags: { passages: "own" } })).toContain(
      'The runs differ in\n  flags.passages: undefined -> "own"\n  limit: null -> 16\n',
    );
  });

  it("marks what became better and worse beyond chance, and nothing else", () => {
    const text = formatted();
    expect(lineOf(text, "recall")).toMatch(/^\+ recall +0\.0000 +1\.0000 +1\.0000 +\[1\.0000, 1\.0000\]/);
    expect(lineOf(text, "hallucinationRate")).toMatch(/^- hallucinationRate .* 0\/16\/0$/);
    expect(lineOf(text, "words")).toMatch(/^ {2}words .* -$/);
    // One row in 16 changed: 1/16 more, and no more than chance.
    expect(lineOf(text, "precision")).toMatch(/^ {2}precision +0\.4688 +0\.5313 +0\.0625 .* 1\/0\/15$/);
  });

  it("leaves out metrics that neither run has", () => {
    expect(formatted()).not.toContain("nothing");
  });

  it("lists three rows that changed most of each metric that did, long texts cut", () => {
    const b = rows(true).map((row) => ({ ...row, scores: { ...row.scores, recall: row.id === "q5" ? 0.9 : 1 } }));
    const a = rows(false).map((row) => ({ ...row, text: "why ".repeat(50) }));
    const text = formatComparison(compareRuns(aStoredRun("a", a), aStoredRun("b", b), suite));
    const listed = text.slice(text.indexOf("recall: changed most")).split("\n").slice(0, 5);
    expect(listed).toEqual([
      "recall: changed most",
      ...["q0", "q1", "q2"].map((id) => `  0.0000 -> 1.0000  ${id}  ${"why ".repeat(50).slice(0, 79)}…`),
      "",
    ]);
    expect(text).not.toContain("precision: changed most");
  });
});
