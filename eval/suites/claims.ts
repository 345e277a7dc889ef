import { checkClaim, SUPPORT_THRESHOLD } from "../../src/validation/check-claim.js";
import { readClaims } from "../data/claims.js";
import { collect } from "../data/rows.js";
import {
  auroc,
  balancedAccuracy,
  confusionAt,
  macroF1,
  negativeClass,
  negativePrecisionAtBaseRate,
  type ScoredLabel,
} from "../metrics/classification.js";
import { lexicalSupport } from "../metrics/lexical-baseline.js";
import type { Measured } from "../metrics/mean.js";
import { bootstrapInterval, type Interval } from "../statistics/bootstrap.js";
import type { SuiteOptions, SuiteResult } from "./suite.js";

interface ClaimScore {
  id: string;
  source: string;
  label: string;
  verdict: string;
  score: number;
  lexical: number;
  ms: number;
}

const BASE_RATE = 0.05;
/** Where the share of a claim's words alone is cut; the threshold published with the groundedness model. */
const LEXICAL_THRESHOLD = 0.632;

/** How well the support check tells supported claims from others, beside plain word overlap. */
export async function evaluateClaims({ data, limit, seed, progress }: SuiteOptions): Promise<SuiteResult> {
  const claims = await collect(readClaims(data, { limit }));
  const rows: ClaimScore[] = [];
  for (const { id, claim, evidence, label, source } of claims) {
    const from = performance.now();
    const { score, verdict } = checkClaim(
      claim,
      evidence.length > 1 ? [{ text: evidence.join("\n") }] : [{ text: evidence[0] ?? "" }],
    );
    const ms = performance.now() - from;
    rows.push({ id, source, label, verdict, score, lexical: lexicalSupport(claim, evidence), ms });
    progress("checking", rows.length, claims.length);
  }

  const ours = (sample: readonly ClaimScore[]): ScoredLabel[] =>
    sample.map((row) => ({ score: row.score, positive: row.label === "supported" }));
  const baseline = (sample: readonly ClaimScore[]): ScoredLabel[] =>
    sample.map((row) => ({ score: row.lexical, positive: row.label === "supported" }));
  const statistics: Record<string, (sample: readonly ClaimScore[]) => Measured> = {
    ...named("", ours, SUPPORT_THRESHOLD),
    ...named("lexical.", baseline, LEXICAL_THRESHOLD),
  };
  const metrics: Record<string, Measured> = {};
  const intervals: Record<string, Interval> = {};
  for (const [name, statistic] of Object.entries(statistics)) {
    metrics[name] = statistic(rows);
    const interval = bootstrapInterval(rows, statistic, { seed, resamples: 500 });
    if (interval) intervals[name] = interval;
  }
  for (const source of new Set(rows.map((row) => row.source))) {
    const sample = rows.filter((row) => row.source === source);
    metrics[`auroc[${source}]`] = auroc(ours(sample));
    metrics[`lexical.auroc[${source}]`] = auroc(baseline(sample));
  }
  metrics.msPerClaim = rows.reduce((sum, row) => sum + row.ms, 0) / rows.length;
  return { metrics, intervals, n: rows.length, rows };
}

function named(prefix: string, labels: (sample: readonly ClaimScore[]) => ScoredLabel[], threshold: number) {
  const counts = (sample: readonly ClaimScore[]) => confusionAt(labels(sample), threshold);
  return {
    [`${prefix}auroc`]: (sample: readonly ClaimScore[]) => auroc(labels(sample)),
    [`${prefix}balancedAccuracy`]: (sample: readonly ClaimScore[]) => balancedAccuracy(counts(sample)),
    [`${prefix}macroF1`]: (sample: readonly ClaimScore[]) => macroF1(counts(sample)),
    [`${prefix}f1Unsupported`]: (sample: readonly ClaimScore[]) => negativeClass(counts(sample)).f1,
    [`${prefix}precisionAt5pct`]: (sample: readonly ClaimScore[]) =>
      negativePrecisionAtBaseRate(counts(sample), BASE_RATE),
  };
}
