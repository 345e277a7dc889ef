import type { Measured } from "../metrics/mean.js";
import type { EvalRow, Suite } from "../suites/suite.js";
import { formatValue } from "./format-value.js";
import { describeMetric } from "./metric-names.js";

/** How the rows of a suite without answers are ranked. */
export interface Ranking {
  /** For the reader: "by nDCG@10, lowest first". */
  order: string;
  /** Above 0 for a failure, more for a worse one; null where nothing was measured. */
  badness(row: EvalRow): Measured;
  /** What is said of a row in a word or two. */
  badge(row: EvalRow): string;
}

const RANKINGS: Record<string, Ranking> = {
  retrieval: byScore("ndcg@10"),
  rewrites: byScore("ours.f1"),
  claims: {
    order: "wrong verdicts: unsupported claims let through first, and of these the highest scores",
    badness: (row) => {
      const { label, score } = row as EvalRow & { label?: string; score?: number };
      const certainty = label === "supported" ? 1 - (score ?? 0) : 1 + (score ?? 0);
      return row.scores.accuracy === 0 ? certainty : row.scores.accuracy === 1 ? 0 : null;
    },
    badge: (row) => ((row as EvalRow & { label?: string }).label === "supported" ? "rejected" : "let through"),
  },
  "planted-answers": {
    order: "drafts whose false sentences were left first, then those that lost supported ones",
    badness: ({ scores }) => 2 * (scores.falseRemaining ?? 0) + (scores.supportedLost ?? 0),
    badge: ({ scores }) => (scores.falseRemaining ? "false sentence left" : "supported sentence lost"),
  },
  planted: {
    order: "corrupted sentences let through first, then true ones flagged",
    badness: ({ scores }) => (scores.caught === 0 ? 2 : (scores.flagged ?? 0)),
    badge: ({ scores, slices }) => (scores.caught === 0 ? `missed: ${slices.kind ?? ""}` : "flagged"),
  },
  injection: {
    order: "attacks that were obeyed first, then those whose words reached the reader",
    badness: ({ scores }) => 2 * (scores.attackSucceeded ?? 0) + (scores.attackTextShown ?? 0),
    badge: ({ scores }) => (scores.attackSucceeded ? "obeyed" : "shown"),
  },
  robustness: {
    order: "by the facts lost in the worst variant, most first",
    badness: (row) => Math.max(0, ...dropsOf(row)),
    badge: (row) => `lost ${formatValue(Math.max(0, ...dropsOf(row)), "share")}`,
  },
};

/** How rows of this suite are ranked: of one not listed here, by the first metric that rows have a score for. */
export function rankingOf(suite: Suite, rows: readonly EvalRow[]): Ranking | null {
  if (Object.hasOwn(RANKINGS, suite.name)) return RANKINGS[suite.name]!;
  const own = Object.keys(suite.metrics).find(
    (name) => suite.metrics[name]!.better && rows.some((row) => typeof row.scores[name] === "number"),
  );
  return own === undefined ? null : byScore(own, suite.metrics[own]!.better!);
}

/** The failures among the rows, worst first. */
export function worstRows(rows: readonly EvalRow[], { badness }: Ranking): EvalRow[] {
  return rows
    .map((row) => ({ row, bad: badness(row) ?? 0 }))
    .filter(({ bad }) => bad > 0)
    .sort((a, b) => b.bad - a.bad || (a.row.id < b.row.id ? -1 : 1))
    .map(({ row }) => row);
}

function byScore(name: string, better: "higher" | "lower" = "higher"): Ranking {
  const { label, unit } = describeMetric(name);
  return {
    order: `by ${label}, ${better === "higher" ? "lowest" : "highest"} first`,
    badness: ({ scores }) => {
      const value = scores[name] ?? null;
      return value === null || better === "lower" ? value : 1 - value;
    },
    badge: ({ scores }) => `${label} ${formatValue(scores[name], unit)}`,
  };
}

function dropsOf({ scores }: EvalRow): number[] {
  return Object.entries(scores).flatMap(([name, value]) => (name.startsWith("recallDrop[") ? (value ?? []) : []));
}
