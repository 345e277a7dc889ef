import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openIngest, type Models } from "../../src/compose.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { DEFAULT_PROFILE } from "../../src/profiles.js";
import type { Progress } from "../progress.js";
import { performRun } from "../runs/perform-run.js";
import { answersSuite } from "../suites/answers.js";
import { claimsSuite } from "../suites/claims.js";
import type { EvalRow, Metric, Suite } from "../suites/suite.js";
import { type Check, checkThreshold, type Threshold } from "./check-thresholds.js";
import { draftsSuite } from "./scripted-drafts.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const INDEX = ".footnote/gate";
const QUESTIONS = "data/questions/guide.jsonl";
const CLAIMS = "data/claims/guide.jsonl";

/** What the gate measures: whole answers to the guide's questions, the claim check, and a writer that invents. */
const PARTS = [
  { suite: answersSuite, data: QUESTIONS, flags: { index: INDEX } },
  { suite: claimsSuite, data: CLAIMS, flags: {} },
  { suite: draftsSuite, data: QUESTIONS, flags: { index: INDEX, claims: CLAIMS } },
] as unknown as { suite: Suite; data: string; flags: Record<string, unknown> }[];

export interface GateResult {
  passed: boolean;
  /** By suite. */
  checks: Record<string, Check[]>;
  /** Folders of the runs: `eval report` shows what went wrong in them. */
  runs: string[];
}

export interface GateOptions {
  models: Models;
  progress: Progress;
  /** Take the figures measured now as the baseline instead of checking them. */
  accept?: boolean;
  seed?: number;
}

/** Indexes the guide, measures, and holds the figures against `thresholds.json` and the committed baseline. */
export async function runGate({ models, progress, accept = false, seed = 1 }: GateOptions): Promise<GateResult> {
  await indexGuide(progress);
  const thresholds = JSON.parse(readFileSync(join(HERE, "thresholds.json"), "utf8")) as Thresholds;
  const checks: GateResult["checks"] = {};
  const runs: string[] = [];
  for (const { suite, data, flags } of PARTS) {
    const out = join(".footnote/runs", `gate-${suite.name}`);
    const request = {
      data,
      flags,
      out,
      seed,
      profile: DEFAULT_PROFILE,
      set: [],
      strict: true,
      cached: true,
      force: true,
    };
    const { rows, folder } = await performRun(suite, request, { models, progress });
    runs.push(folder);
    if (accept) writeBaseline(suite.name, rows);
    const baseline = readBaseline(suite.name);
    checks[suite.name] = Object.entries(thresholds[suite.name] ?? {}).map(([name, threshold]) =>
      checkThreshold(name, metricOf(suite, name), threshold, rowsOf(suite, name, rows), rowsOf(suite, name, baseline)),
    );
  }
  return { passed: Object.values(checks).every((list) => list.every((check) => check.passed)), checks, runs };
}

/** `verdict.recallUnsupported[negated]` is the metric of the rows in that group of a slice. */
const SLICED = /^(.+)\[(.+)\]$/;

function metricOf({ name: suite, metrics }: Suite, name: string): Metric<EvalRow> {
  const metric = metrics[name] ?? metrics[SLICED.exec(name)?.[1] ?? ""];
  if (!metric) throw new FootnoteError("SETTING_UNKNOWN", `thresholds.json names ${name}, which ${suite} has not.`);
  return metric;
}

function rowsOf({ metrics }: Suite, name: string, rows: EvalRow[]): EvalRow[] {
  const group = name in metrics ? undefined : SLICED.exec(name)?.[2];
  return group === undefined ? rows : rows.filter(({ slices }) => Object.values(slices).includes(group));
}

/** By suite and metric. */
type Thresholds = Record<string, Record<string, Threshold>>;

async function indexGuide(progress: Progress): Promise<void> {
  const { ingest, close } = await openIngest(resolve(INDEX));
  try {
    await ingest(["data/corpus"], {
      base: resolve("."),
      onProgress: ({ done, total }) => progress("indexing", done, total),
    });
  } finally {
    await close();
  }
}

function readBaseline(suite: string): EvalRow[] {
  const path = join(HERE, "baseline", `${suite}.jsonl`);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EvalRow);
}

/** Rows without their texts: what metrics are computed of. */
const BASELINE_FIELDS =
  "id slices scores answerable abstained confidence counts llmCalls label verdict score lexical".split(" ");

function writeBaseline(suite: string, rows: EvalRow[]): void {
  mkdirSync(join(HERE, "baseline"), { recursive: true });
  const lines = rows.map((row) => {
    const kept = Object.entries(row).filter(([name]) => BASELINE_FIELDS.includes(name));
    return `${JSON.stringify(Object.fromEntries(kept), (_, value: unknown) => rounded(value))}\n`;
  });
  writeFileSync(join(HERE, "baseline", `${suite}.jsonl`), lines.join(""));
}

function rounded(value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;
}
