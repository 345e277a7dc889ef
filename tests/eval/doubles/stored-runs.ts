import type { RunParameters } from "../../../eval/runs/parameters.js";
import type { RunSummary, StoredRun } from "../../../eval/runs/run-folder.js";
import type { EvalRow } from "../../../eval/suites/suite.js";
import { profileSettings } from "../../../src/profiles.js";

/** Parameters of a run of the suite `scripted`. */
export function someParameters(changes: Partial<RunParameters> = {}): RunParameters {
  return {
    ...{ suite: "scripted", data: "questions.jsonl", dataHash: "0123456789abcdef" },
    ...{ profile: "balanced", settings: profileSettings("balanced"), flags: {}, flagHashes: {} },
    ...{
      limit: null,
      seed: 1,
      strict: false,
      cached: true,
      models: ["embedder@1", "reranker@1", "support@1", "answerability@1"],
    },
    ...{ prompt: null, index: null, code: { version: "0.1.0", hash: "fedcba9876543210" } },
    ...changes,
  };
}

export function aRow(id: string, scores: EvalRow["scores"] = {}, slices: EvalRow["slices"] = {}): EvalRow {
  return { id, text: `What is ${id}?`, slices, scores };
}

/** Rows `q1`, `q2`, ... with one score each. */
export function rowsWith(score: string, values: readonly (number | null)[]): EvalRow[] {
  return values.map((value, i) => aRow(`q${i + 1}`, { [score]: value }));
}

export function aSummary(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ metrics: {}, intervals: {}, n: 0, slices: {}, curves: [], skippedRows: 0, seconds: 0 },
    ...changes,
  };
}

/** A finished run as it would be read from a folder. */
export function aStoredRun(
  folder: string,
  rows: readonly EvalRow[],
  parameters: Partial<RunParameters> = {},
): StoredRun {
  return { folder, parameters: someParameters(parameters), summary: aSummary({ n: rows.length }), rows: [...rows] };
}
