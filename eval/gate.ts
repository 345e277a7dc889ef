import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openIndex, openIngest, type Models } from "../src/compose.js";
import { PROFILES } from "../src/profiles.js";
import type { Progress } from "./progress.js";
import { evaluateAnswers } from "./suites/answers.js";

/** The least or the most a metric may be. */
type Thresholds = Record<string, { min?: number; max?: number }>;

export interface GateResult {
  passed: boolean;
  /** One line a metric: `ok  answerRecall 0.812 (at least 0.75)`. */
  lines: string[];
}

const INDEX = resolve(".footnote/gate");
const QUESTIONS = "data/questions/guide.jsonl";

/** Indexes the guide, asks its questions, and holds the figures against eval/gate-thresholds.json. */
export async function runGate(models: Models, progress: Progress): Promise<GateResult> {
  const { ingest, close } = await openIngest(INDEX);
  await ingest(["data/corpus"], {
    base: dirname(dirname(INDEX)),
    onProgress: ({ done, total }) => progress("indexing", done, total),
  });
  await close();

  const opened = openIndex(INDEX, models.embedder);
  try {
    const { metrics } = await evaluateAnswers({
      data: QUESTIONS,
      index: opened.index,
      settings: PROFILES.balanced,
      profile: "balanced",
      seed: 1,
      models,
      progress,
      cached: true,
    });
    const thresholds = JSON.parse(readFileSync(new URL("gate-thresholds.json", import.meta.url), "utf8")) as Thresholds;
    const checks = Object.entries(thresholds).map(([name, { min = -Infinity, max = Infinity }]) => {
      const value = metrics[name] ?? NaN;
      const passed = value >= min && value <= max;
      const bound = [min > -Infinity ? `at least ${min}` : "", max < Infinity ? `at most ${max}` : ""];
      return {
        passed,
        line: `${passed ? "ok  " : "FAIL"} ${name} ${value.toFixed(3)} (${bound.filter(Boolean).join(", ")})`,
      };
    });
    return { passed: checks.every((check) => check.passed), lines: checks.map((check) => check.line) };
  } finally {
    opened.close();
  }
}
