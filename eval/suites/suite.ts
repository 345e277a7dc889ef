import type { Models } from "../../src/compose.js";
import type { PipelineSettings } from "../../src/profiles.js";
import type { Measured } from "../metrics/mean.js";
import type { Interval } from "../statistics/bootstrap.js";
import type { Progress } from "../progress.js";

export interface SuiteOptions {
  data: string;
  settings: PipelineSettings;
  profile: string;
  limit?: number;
  seed: number;
  models: Models;
  progress: Progress;
  /** Model outputs came from the cache, so latencies mean nothing and are left out. */
  cached: boolean;
}

export interface SuiteResult {
  metrics: Record<string, Measured>;
  intervals: Record<string, Interval>;
  n: number;
  /** One a question, for `rows.jsonl`. */
  rows: object[];
}

/** Middle value; null of nothing. */
export function median(values: number[]): Measured {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
