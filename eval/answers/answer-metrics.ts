import { abstentionMetrics } from "../metrics/abstention.js";
import type { Curve } from "../metrics/curve.js";
import { reliabilityPoints, riskCoveragePoints, thinCurve } from "../metrics/curves.js";
import { equalMassBins, expectedCalibrationError } from "../metrics/calibration.js";
import { type Measured, ratio } from "../metrics/mean.js";
import { quantile } from "../metrics/quantile.js";
import { riskCoverageArea } from "../metrics/selective.js";
import { type Metric, meanScore } from "../suites/suite.js";
import type { AnswerRow, ClaimCounts } from "./answer-row.js";

export const STAGES = ["understanding", "retrieval", "ranking", "generation", "validation"] as const;

/** Every metric of whole answers. Shares of claims are pooled over answers; citation quality is a mean of answers, as in ALCE. */
export const ANSWER_METRICS: Record<string, Metric<AnswerRow>> = {
  answerRecall: meanScore("answerRecall"),
  claimRecall: meanScore("claimRecall"),
  faithfulness: pooled("supported", "claims", "higher"),
  hallucinationRate: pooled("unsupported", "claims", "lower"),
  contradictionRate: pooled("contradicted", "claims", "lower"),
  citationRecall: meanScore("citationRecall"),
  citationPrecision: meanScore("citationPrecision"),
  invalidCitationRate: pooled("invalidCitations", "citations", "lower"),
  citationValidity: meanScore("citationValidity"),
  verbatimShare: meanScore("verbatimShare", null),
  sentenceCitationPrecision: meanScore("sentenceCitationPrecision"),
  sentenceCitationRecall: meanScore("sentenceCitationRecall"),
  sentenceCitationF1: meanScore("sentenceCitationF1"),
  abstentionAuroc: abstention("abstentionAuroc", "higher"),
  abstentionBalancedAccuracy: abstention("abstentionBalancedAccuracy", "higher"),
  abstentionPrecision: abstention("abstentionPrecision", "higher"),
  abstentionRecall: abstention("abstentionRecall", "higher"),
  falseAbstentionRate: abstention("falseAbstentionRate", "lower"),
  riskCoverageArea: { better: "lower", of: (rows) => riskCoverageArea(selective(rows)) },
  confidenceError: { better: "lower", of: (rows) => expectedCalibrationError(equalMassBins(answerability(rows))) },
  cragScore: meanScore("cragScore"),
  rightShare: meanScore("rightShare"),
  wrongStated: meanScore("wrongStated", "lower"),
  strictSuccess: meanScore("strictSuccess"),
  conflictShown: meanScore("conflictShown"),
  "retrieved.mrr@10": meanScore("retrieved.mrr@10"),
  "ranked.mrr@10": meanScore("ranked.mrr@10"),
  "goldPassage.mrr": meanScore("goldPassage.mrr"),
  "goldDocument@3": meanScore("goldDocument@3"),
  words: meanScore("words", null),
  llmCalls: { better: "lower", of: (rows) => ratio(sum(rows.map((row) => row.llmCalls)), rows.length) },
  msP50: latency("total", 0.5),
  msP95: latency("total", 0.95),
  ...Object.fromEntries(STAGES.map((stage) => [`msP50[${stage}]`, latency(stage, 0.5)])),
};

/** Risk against coverage, and how far confidence can be taken at its word. */
export function answerCurves(rows: readonly AnswerRow[]): Curve[] {
  if (rows.every((row) => row.answerable)) return [];
  return [
    {
      name: "risk-coverage",
      axes: { x: "share of questions answered", y: "share of those without an answer in the documents" },
      points: thinCurve(riskCoveragePoints(selective(rows)), 60),
    },
    {
      name: "reliability",
      axes: { x: "confidence", y: "share of questions the documents answer" },
      points: reliabilityPoints(equalMassBins(answerability(rows))),
    },
  ];
}

function pooled(part: keyof ClaimCounts, whole: keyof ClaimCounts, better: "higher" | "lower"): Metric<AnswerRow> {
  return {
    better,
    of: (rows) => ratio(sum(rows.map((row) => row.counts[part])), sum(rows.map((row) => row.counts[whole]))),
  };
}

function abstention(name: keyof ReturnType<typeof abstentionMetrics>, better: "higher" | "lower"): Metric<AnswerRow> {
  return { better, of: (rows) => abstentionMetrics(rows)[name] };
}

function latency(stage: (typeof STAGES)[number] | "total", share: number): Metric<AnswerRow> {
  const of = (rows: readonly AnswerRow[]): Measured =>
    quantile(
      rows.flatMap(({ timings }) => (timings ? [timings[stage]] : [])),
      share,
    );
  return { better: "lower", of };
}

/** A question the documents do not answer is a risk to answer; of the others this cannot know before they are answered. */
const selective = (rows: readonly AnswerRow[]) =>
  rows.map(({ confidence, answerable }) => ({ confidence, risk: answerable ? 0 : 1 }));

const answerability = (rows: readonly AnswerRow[]) =>
  rows.map(({ confidence, answerable }) => ({ score: confidence, positive: answerable }));

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
