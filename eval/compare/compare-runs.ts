import { FootnoteError } from "../../src/domain/errors.js";
import type { Measured } from "../metrics/mean.js";
import type { StoredRun } from "../runs/run-folder.js";
import type { Interval } from "../statistics/bootstrap.js";
import { detectableDifferenceOf } from "../statistics/detectable-difference.js";
import { holmAdjusted } from "../statistics/holm.js";
import { pairedBootstrapInterval } from "../statistics/paired-bootstrap.js";
import { pairedDifferences } from "../statistics/pairs.js";
import { pairedPermutationOfMeans, pairedPermutationTest } from "../statistics/permutation.js";
import type { EvalRow, Metric, Suite } from "../suites/suite.js";

export interface MetricComparison {
  a: Measured;
  b: Measured;
  /** b - a over the shared rows, with its 95% interval. */
  difference: Measured;
  interval: Interval | null;
  /** Two-sided, paired permutation test; mid-p, which keeps to 5% where few rows differ (statistics-simulation.json). */
  pValue: Measured;
  /** The same after Holm's correction for all metrics compared. */
  adjustedPValue: Measured;
  /** What this sample shows 4 times in 5; null for metrics that no single row has. */
  detectableDifference: Measured;
  /** Rows on which b is better, worse, the same; null for metrics that no single row has, or without a good side. */
  outcomes: { wins: number; losses: number; ties: number } | null;
  better: Metric<EvalRow>["better"];
}

export interface ChangedRow {
  id: string;
  text: string;
  a: number;
  b: number;
}

export interface RunComparison {
  a: string;
  b: string;
  suite: string;
  /** Rows both runs have, and those only one has. */
  shared: number;
  onlyA: number;
  onlyB: number;
  /** Parameters in which the runs differ: `{ path: "settings.ranking.maxEvidence", a: 8, b: 1 }`. */
  differences: ParameterDifference[];
  metrics: Record<string, MetricComparison>;
  /** By metric, the rows that changed most, the largest change first. */
  changed: Record<string, ChangedRow[]>;
}

export interface ParameterDifference {
  path: string;
  a: unknown;
  b: unknown;
}

export interface CompareOptions {
  /** Names of the metrics to look at; all by default. Fewer cost less under Holm's correction. */
  metrics?: string[];
  seed?: number;
  /** Rows listed for each metric. */
  maxChanged?: number;
}

/** Metrics that no row has alone are recomputed for each permutation: fewer of those are affordable. */
const PERMUTATIONS_OF_STATISTIC = 1_000;

/**
 * Two runs of one suite over the rows they share.
 * @throws FootnoteError RUN_INVALID for runs of different suites or without a shared row; SETTING_UNKNOWN for a metric
 */
export function compareRuns(
  a: StoredRun,
  b: StoredRun,
  suite: Suite,
  { metrics, seed = 1, maxChanged = 10 }: CompareOptions = {},
): RunComparison {
  if (a.parameters.suite !== b.parameters.suite) {
    throw new FootnoteError(
      "RUN_INVALID",
      `${a.folder} is a run of ${a.parameters.suite}, ${b.folder} of ${b.parameters.suite}.`,
    );
  }
  const rowsOfB = new Map(b.rows.map((row) => [row.id, row]));
  const rowsA = a.rows.filter((row) => rowsOfB.has(row.id));
  const rowsB = rowsA.map((row) => rowsOfB.get(row.id)!);
  if (rowsA.length === 0) {
    throw new FootnoteError(
      "RUN_INVALID",
      `${a.folder} and ${b.folder} have no row in common: they ran on different data.`,
    );
  }
  const compared = Object.fromEntries(
    metricNames(suite, metrics).map((name) => [name, compareMetric(name, suite.metrics[name]!, rowsA, rowsB, seed)]),
  );
  const adjusted = holmAdjusted(
    Object.fromEntries(Object.entries(compared).map(([name, { pValue }]) => [name, pValue])),
  );
  for (const [name, comparison] of Object.entries(compared)) comparison.adjustedPValue = adjusted[name] ?? null;
  return {
    ...{ a: a.folder, b: b.folder, suite: suite.name },
    shared: rowsA.length,
    onlyA: a.rows.length - rowsA.length,
    onlyB: b.rows.length - rowsA.length,
    differences: parameterDifferences(a.parameters, b.parameters),
    metrics: compared,
    changed: Object.fromEntries(
      Object.keys(compared)
        .map((name) => [name, changedRows(name, rowsA, rowsB, maxChanged)] as const)
        .filter(([, rows]) => rows.length > 0),
    ),
  };
}

function metricNames(suite: Suite, wanted: string[] | undefined): string[] {
  const unknown = wanted?.find((name) => !Object.hasOwn(suite.metrics, name));
  if (unknown !== undefined) {
    throw new FootnoteError("SETTING_UNKNOWN", `The suite ${suite.name} has no metric "${unknown}".`, {
      hint: `Metrics: ${Object.keys(suite.metrics).join(", ")}.`,
    });
  }
  return wanted ?? Object.keys(suite.metrics);
}

function compareMetric(
  name: string,
  { of, better, isMeanScore }: Metric<EvalRow>,
  rowsA: EvalRow[],
  rowsB: EvalRow[],
  seed: number,
): MetricComparison {
  const [valueA, valueB] = [of(rowsA), of(rowsB)];
  const differences = pairedDifferences(scoresOf(name, rowsA), scoresOf(name, rowsB));
  const isMean = differences.some((value) => value !== null);
  // A share pooled over claims has scores too, but is no mean of them; and rows with a value in one run only count in
  // that run's mean, but make no pair. Both are tested as what they are.
  const isPlain = isMeanScore && missTheSame(name, rowsA, rowsB);
  const test = isPlain
    ? pairedPermutationOfMeans(differences, { seed })
    : pairedPermutationTest(rowsA, rowsB, of, { seed, permutations: PERMUTATIONS_OF_STATISTIC });
  return {
    a: valueA,
    b: valueB,
    difference: valueA === null || valueB === null ? null : valueB - valueA,
    interval: pairedBootstrapInterval(rowsA, rowsB, of, { seed }),
    // Mid-p counts ties half, and of equal rows all is tied.
    pValue: test ? (test.difference === 0 && differences.every((value) => !value) ? 1 : test.midPValue) : null,
    adjustedPValue: null,
    detectableDifference: isMean ? detectableDifferenceOf(differences) : null,
    outcomes: isMean && better ? countOutcomes(differences, better) : null,
    better,
  };
}

function missTheSame(name: string, rowsA: EvalRow[], rowsB: EvalRow[]): boolean {
  const values = scoresOf(name, rowsB);
  return scoresOf(name, rowsA).every((value, i) => (value === null) === (values[i] === null));
}

function scoresOf(name: string, rows: EvalRow[]): Measured[] {
  return rows.map(({ scores }) => scores[name] ?? null);
}

function countOutcomes(differences: Measured[], better: "higher" | "lower") {
  const measured = differences.filter((value) => value !== null);
  const gains = measured.map((value) => (better === "higher" ? value : -value));
  return {
    wins: gains.filter((gain) => gain > 0).length,
    losses: gains.filter((gain) => gain < 0).length,
    ties: gains.filter((gain) => gain === 0).length,
  };
}

function changedRows(name: string, rowsA: EvalRow[], rowsB: EvalRow[], max: number): ChangedRow[] {
  return rowsA
    .flatMap(({ id, text, scores }, i): ChangedRow[] => {
      const [a, b] = [scores[name] ?? null, rowsB[i]!.scores[name] ?? null];
      return a === null || b === null || a === b ? [] : [{ id, text, a, b }];
    })
    .sort((one, other) => Math.abs(other.b - other.a) - Math.abs(one.b - one.a))
    .slice(0, max);
}

/** Leaves in which two records differ, by path. */
export function parameterDifferences(a: unknown, b: unknown, path = ""): ParameterDifference[] {
  if (isRecord(a) && isRecord(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      parameterDifferences(a[key], b[key], path ? `${path}.${key}` : key),
    );
  }
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [{ path, a, b }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
