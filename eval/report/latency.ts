import { STAGES } from "../answers/answer-metrics.js";
import { quantile } from "../metrics/quantile.js";
import type { EvalRow } from "../suites/suite.js";

export type TimedStage = (typeof STAGES)[number] | "total";

/** Milliseconds of one stage over the questions. */
export interface StageLatency {
  stage: TimedStage;
  median: number;
  p95: number;
}

/** Latency by stage, the total last, over the rows that were timed; null when fewer than two were. */
export function stageLatencies(rows: readonly EvalRow[]): { n: number; stages: StageLatency[] } | null {
  const timed = rows.flatMap((row) => {
    const timings = (row as EvalRow & { timings?: Partial<Record<TimedStage, number>> | null }).timings;
    return timings && typeof timings === "object" ? [timings] : [];
  });
  if (timed.length < 2) return null;
  const stages = [...STAGES, "total" as const].flatMap((stage): StageLatency[] => {
    const times = timed.map((timings) => timings[stage]).filter((time) => typeof time === "number");
    const [median, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    return median === null || p95 === null ? [] : [{ stage, median, p95 }];
  });
  return stages.length === 0 ? null : { n: timed.length, stages };
}
