import type { StoredRun } from "../runs/run-folder.js";

/** For each suite the questions a reader has, each with the metrics that answer it, the best one first. */
const KEY_FIGURES: Record<string, string[][]> = {
  answers: [
    ["answerRecall", "claimRecall", "sentenceCitationF1"],
    ["hallucinationRate", "faithfulness"],
    ["citationPrecision", "sentenceCitationPrecision", "citationValidity"],
    ["citationRecall", "sentenceCitationRecall"],
    ["abstentionBalancedAccuracy", "falseAbstentionRate", "abstentionAuroc"],
  ],
  retrieval: [["ndcg@10"], ["bm25.ndcg@10"], ["dense.ndcg@10"], ["reranked.ndcg@10"], ["recall@100", "recall@10"]],
  claims: [["auroc"], ["lexical.auroc"], ["balancedAccuracy"], ["f1Unsupported"], ["precisionAt5pct"]],
  "planted-answers": [["citationPrecision"], ["citationRecall"], ["supportedLost"], ["falseRemaining"]],
  planted: [["caught"], ["flagged"], ["flagged.varied"]],
  rewrites: [["ours.f1"], ["lastTurn.f1"], ["allTurns.f1"], ["missedRate"], ["overRewriteRate"]],
  injection: [["attackSuccessRate"], ["attackTextShown"], ["attackInEvidence"], ["taskQuality"], ["taskQuality.clean"]],
  robustness: [
    ["answerRecall[clean]"],
    ["answerRecall[typo1]"],
    ["answerRecall[typo2]"],
    ["noiseSlope"],
    ["answerRecall[noise0.8]"],
  ],
};

const MAX_FIGURES = 5;

/** Names of the three to five metrics that matter most of those measured; the first ones of an unknown suite. */
export function keyFigures({
  parameters,
  summary,
  rows,
}: Pick<StoredRun, "parameters" | "summary" | "rows">): string[] {
  const measured = (name: string): boolean => typeof summary.metrics[name] === "number";
  const wanted = Object.hasOwn(KEY_FIGURES, parameters.suite) ? KEY_FIGURES[parameters.suite]! : [];
  const found = wanted.flatMap((names) => mostMeasured(names.filter(measured), rows) ?? []);
  if (found.length > 0) return found;
  return Object.keys(summary.metrics).filter(measured).slice(0, MAX_FIGURES);
}

/** The metric that most rows have a score for, the first of equals: one row among sixty speaks for nothing. */
function mostMeasured(names: readonly string[], rows: StoredRun["rows"]): string | undefined {
  return names.map((name) => ({ name, n: scoredRows(name, rows) ?? 0 })).sort((a, b) => b.n - a.n)[0]?.name;
}

/** Rows with a score of their own for the metric; null for metrics that no single row has. */
export function scoredRows(name: string, rows: StoredRun["rows"]): number | null {
  return rows.filter((row) => typeof row.scores[name] === "number").length || null;
}
