import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BUILT_IN_FITTED_ON } from "../../../eval/judges/built-in-judge.js";
import { readJudgeError } from "../../../eval/judges/judge-error.js";

const folder = mkdtempSync(join(tmpdir(), "footnote-judge-error-"));
afterAll(() => rmSync(folder, { recursive: true }));

const set = (data: string, builtInFittedHere: boolean, recall: number, specificity: number, precision: number) => ({
  data,
  builtInFittedHere,
  judges: [
    { judge: "llm:m", n: 10, metrics: { precision: 1 }, intervals: {} },
    {
      judge: "built-in:check-claim",
      n: 100,
      metrics: { precision, recall, specificity, balancedAccuracy: (recall + specificity) / 2, "verdict.precision": 0.99,
        "verdict.recall": 0.4, "verdict.specificity": 0.9, "verdict.balancedAccuracy": 0.65 },
      intervals: { balancedAccuracy: [0.6, 0.8] },
    },
  ],
}); // prettier-ignore
const file = (content: unknown) => {
  const path = join(folder, "agreement.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

describe("the error of the built-in check", () => {
  const path = file({
    claims: [set("seen", true, 0.9, 0.9, 0.9), set("x", false, 0.8, 0.6, 0.5), set("y", false, 0.7, 0.6, 0.72)],
  });

  it("is told from the sets it was not fitted on", () => {
    expect(readJudgeError("score", path)!.sentence).toBe(
      "Judged by the built-in support check, which is itself wrong at times: on sets that it was not fitted on " +
        "(x, 100 claims; y, 100 claims), it recognises 70 to 80% of the supported claims and 60% of the others, and 50 " +
        "to 72% of what it calls supported is.",
    );
  });

  it("has the figures of every set, marked where they flatter", () => {
    const { judge, sets } = readJudgeError("score", path)!;
    expect(judge).toBe("built-in:check-claim");
    expect(sets.map(({ data, fitted }) => [data, fitted])).toEqual([["seen", true], ["x", false], ["y", false]]); // prettier-ignore
    expect(sets[1]).toMatchObject({ n: 100, recall: 0.8, balancedAccuracy: 0.7, balancedAccuracyInterval: [0.6, 0.8] });
  });

  it("differs by what is decided: the score or the verdict", () => {
    const { sets } = readJudgeError("verdict", path)!;
    expect(sets[1]).toMatchObject({ precision: 0.99, recall: 0.4, balancedAccuracyInterval: null });
  });

  it("says so when it was fitted on all", () => {
    const fitted = file({ claims: [set("seen", true, 0.9, 0.9, 0.9)] });
    expect(readJudgeError("score", fitted)!.sentence).toContain("all of which it was fitted on (seen, 100 claims)");
    file({
      claims: [set("seen", true, 0.9, 0.9, 0.9), set("x", false, 0.8, 0.6, 0.5), set("y", false, 0.7, 0.6, 0.72)],
    });
  });

  it("is unknown without the file or without the judge, and refused in another format", () => {
    expect(readJudgeError("score", join(folder, "none.json"))).toBeNull();
    const other = (content: unknown) => readJudgeError("score", file(content));
    expect(other({ claims: [] })).toBeNull();
    expect(() => other("{")).toThrow("another format");
    expect(() => other({ metrics: {} })).toThrow("another format");
  });
});

it("the committed result has it, and calls clean only sets that the check was not fitted on", () => {
  const error = readJudgeError("score")!;
  for (const { data, fitted } of error.sets) expect(fitted, data).toBe(BUILT_IN_FITTED_ON.includes(data));
  expect(error.sets.some(({ fitted }) => !fitted)).toBe(true);
  for (const { balancedAccuracy } of error.sets) expect(balancedAccuracy).toBeGreaterThan(0.5);
});
