import type { Command } from "commander";
import type { Models } from "../../src/compose.js";
import type { PipelineSettings } from "../../src/profiles.js";
import type { Curve } from "../metrics/curve.js";
import { mean, type Measured } from "../metrics/mean.js";
import type { Progress } from "../progress.js";
import type { RowOptions } from "../data/rows.js";
import type { AnswerTrace } from "../runs/answer-trace.js";

/** What was measured of one question, query or claim; everything a metric or a comparison needs. */
export interface EvalRow {
  id: string;
  /** The question, query or claim itself, for people who read the row. */
  text: string;
  /** Groups it belongs to, for reports by slice: `{ kind: "comparison" }`. */
  slices: Record<string, string>;
  /** Values that make sense for this row alone; wins and losses between two runs are counted on them. */
  scores: Record<string, Measured>;
}

export interface Metric<Row> {
  /** Which way is good; null where neither is (length). */
  better: "higher" | "lower" | null;
  of(rows: readonly Row[]): Measured;
  /** Set when it is the mean of the rows' own scores of this name. */
  isMeanScore?: true;
}

/** One way of measuring the engine: what it asks, and what it makes of the rows. */
export interface Suite<Row extends EvalRow = EvalRow> {
  name: string;
  description: string;
  /** Options of its own on the command line. */
  addOptions?(command: Command): Command;
  /** By name, in the order in which they are reported. */
  metrics: Record<string, Metric<Row>>;
  open(options: SuiteOptions): Promise<OpenSuite<Row>>;
  curves?(rows: readonly Row[]): Curve[];
  /** Writes more files into the run's folder. */
  writeFiles?(rows: readonly Row[], folder: string): Promise<void>;
}

/** A suite with its data read and its engine up. */
export interface OpenSuite<Row extends EvalRow = EvalRow> {
  items: readonly { id: string }[];
  measure(id: string): Promise<{ row: Row; trace?: AnswerTrace }>;
  close(): Promise<void>;
}

export interface SuiteOptions {
  data: string;
  settings: PipelineSettings;
  profile: string;
  models: Models;
  progress: Progress;
  seed: number;
  /** Model outputs come from the cache, so latencies mean nothing and are left out. */
  cached: boolean;
  /** How rows of the data are read: what happens to malformed ones. */
  rows?: RowOptions;
  /** Options of the suite's own, by name. */
  flags: Record<string, unknown>;
}

/** The mean of a row's own score, over the rows that have it. */
export function meanScore(name: string, better: Metric<EvalRow>["better"] = "higher"): Metric<EvalRow> {
  return { better, of: (rows) => mean(rows.map(({ scores }) => scores[name] ?? null)), isMeanScore: true };
}

/** `meanScore` for several names. */
export function meanScores(names: readonly string[]): Record<string, Metric<EvalRow>> {
  return Object.fromEntries(names.map((name) => [name, meanScore(name)]));
}
