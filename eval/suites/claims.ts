import { createClaimChecker, SUPPORT_THRESHOLD } from "../../src/validation/check-claim.js";
import { normaliseMarks } from "../../src/text/normalise-marks.js";
import { claimEvidence, readClaims } from "../data/claims.js";
import { collect } from "../data/rows.js";
import { brierScore, equalMassBins, expectedCalibrationError } from "../metrics/calibration.js";
import {
  auroc,
  balancedAccuracy,
  type Confusion,
  confusionAt,
  macroF1,
  negativeClass,
  negativePrecisionAtBaseRate,
  type ScoredLabel,
} from "../metrics/classification.js";
import type { Curve } from "../metrics/curve.js";
import { precisionRecallCurve, reliabilityPoints, rocCurve, thinCurve } from "../metrics/curves.js";
import { lexicalSupport } from "../metrics/lexical-baseline.js";
import { mean, type Measured } from "../metrics/mean.js";
import { type EvalRow, meanScore, type Metric, type Suite } from "./suite.js";

export interface ClaimResult extends EvalRow {
  label: string;
  verdict: string;
  reason: string;
  score: number;
  lexical: number;
  ms: number;
}

const BASE_RATE = 0.05;
/** Where the share of a claim's words alone is cut; the threshold published with the groundedness model. */
const LEXICAL_THRESHOLD = 0.632;

const isSupported = ({ label }: ClaimResult): boolean => label === "supported";
const byScore = (rows: readonly ClaimResult[]): ScoredLabel[] =>
  rows.map((row) => ({ score: row.score, positive: isSupported(row) }));
const byOverlap = (rows: readonly ClaimResult[]): ScoredLabel[] =>
  rows.map((row) => ({ score: row.lexical, positive: isSupported(row) }));
/** With the hard checks on numbers, names and negation, which no score shows. */
const byVerdict = (rows: readonly ClaimResult[]): ScoredLabel[] =>
  rows.map((row) => ({ score: Number(row.verdict === "supported"), positive: isSupported(row) }));

/** How well the support check tells supported claims from others, always beside plain word overlap. */
export const claimsSuite: Suite<ClaimResult> = {
  name: "claims",
  description: "how well the support check tells supported claims, beside word overlap",
  metrics: {
    ...decisionMetrics("", byScore, SUPPORT_THRESHOLD),
    calibrationError: { better: "lower", of: (rows) => expectedCalibrationError(equalMassBins(byScore(rows))) },
    brierScore: { better: "lower", of: (rows) => brierScore(byScore(rows)) },
    accuracy: meanScore("accuracy"),
    ...decisionMetrics("verdict.", byVerdict, 0.5),
    ...decisionMetrics("lexical.", byOverlap, LEXICAL_THRESHOLD),
    msPerClaim: { better: "lower", of: (rows) => mean(rows.map((row) => row.ms)) },
  },
  curves,
  async open({ data, rows, models }) {
    const checker = createClaimChecker(models.supportModel);
    const claims = new Map((await collect(readClaims(data, rows))).map((claim) => [claim.id, claim]));
    return {
      items: [...claims.values()],
      async measure(id) {
        const row = claims.get(id)!;
        const { claim, evidence, label, source } = row;
        const from = performance.now();
        const { score, verdict, reason } = await checker.check(normaliseMarks(claim), claimEvidence(row));
        const ms = performance.now() - from;
        const accuracy = Number((verdict === "supported") === (label === "supported"));
        return {
          row: {
            ...{ id, text: claim, slices: { source, label }, scores: { accuracy } },
            ...{ label, verdict, reason, score, lexical: lexicalSupport(claim, evidence), ms },
          },
        };
      },
      close: async () => undefined,
    };
  },
};

function decisionMetrics(
  prefix: string,
  labels: (rows: readonly ClaimResult[]) => ScoredLabel[],
  threshold: number,
): Record<string, Metric<ClaimResult>> {
  const decided = (measure: (counts: Confusion) => Measured): Metric<ClaimResult> => ({
    better: "higher",
    of: (rows) => measure(confusionAt(labels(rows), threshold)),
  });
  return {
    [`${prefix}auroc`]: { better: "higher", of: (rows) => auroc(labels(rows)) },
    [`${prefix}balancedAccuracy`]: decided(balancedAccuracy),
    [`${prefix}macroF1`]: decided(macroF1),
    [`${prefix}precisionUnsupported`]: decided((counts) => negativeClass(counts).precision),
    [`${prefix}recallUnsupported`]: decided((counts) => negativeClass(counts).recall),
    [`${prefix}f1Unsupported`]: decided((counts) => negativeClass(counts).f1),
    [`${prefix}precisionAt5pct`]: decided((counts) => negativePrecisionAtBaseRate(counts, BASE_RATE)),
  };
}

function curves(rows: readonly ClaimResult[]): Curve[] {
  const rates = { x: "unsupported claims let through", y: "supported claims recognised" };
  const unsupported = byScore(rows).map(({ score, positive }) => ({ score: -score, positive: !positive }));
  return [
    { name: "roc", axes: rates, points: thinCurve(rocCurve(byScore(rows)), 60) },
    { name: "roc (word overlap)", axes: rates, points: thinCurve(rocCurve(byOverlap(rows)), 60) },
    {
      name: "precision-recall of unsupported",
      axes: { x: "unsupported claims found", y: "share of the flags that are right" },
      points: thinCurve(precisionRecallCurve(unsupported), 60).map((point) => ({
        ...point,
        threshold: -point.threshold!,
      })),
    },
    {
      name: "reliability",
      axes: { x: "score", y: "share of claims that are supported" },
      points: reliabilityPoints(equalMassBins(byScore(rows))),
    },
  ];
}
