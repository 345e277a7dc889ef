import type { Unit } from "./format-value.js";
import { METRIC_MEANINGS } from "./metric-meanings.js";

export interface MetricDescription {
  label: string;
  /** One plain sentence; empty for a metric that is not described. */
  meaning: string;
  unit: Unit;
  /** A judge decided what counts: its own error is part of this figure. */
  judged: boolean;
}

const UNITS: Partial<Record<Unit, readonly string[]>> = {
  milliseconds: ["msP50", "msP95", "msTotal", "msPerClaim"],
  count: ["words", "llmCalls"],
  score: [
    ...["cragScore", "abstentionAuroc", "riskCoverageArea", "confidenceError", "ndcg@10", "map", "mrr@10", "auroc"],
    ...["macroF1", "f1Unsupported", "calibrationError", "brierScore", "f1", "gain", "noiseSlope"],
  ],
};

const CITATIONS = ["citationRecall", "citationPrecision"];
const JUDGED = ["claimRecall", "faithfulness", "hallucinationRate", "contradictionRate", ...CITATIONS];

const VARIANTS: Record<string, string> = {
  bm25: "BM25 alone",
  dense: "vectors alone",
  retrieved: "as retrieved",
  ranked: "as ranked",
  lexical: "word overlap (baseline)",
  verdict: "with hard checks",
  lastTurn: "last turn alone",
  allTurns: "all turns joined",
  ours: "our rewrite",
  human: "human rewrite",
};

/** What a metric is called and means. A variant stands before or after a dot, or in brackets: `bm25.map`, `msP50[ranking]`. */
export function describeMetric(name: string): MetricDescription {
  const [, plain = name, bracketed = ""] = /^(.*)\[(.*)\]$/s.exec(name) ?? [];
  const parts = [...plain.split("."), bracketed].filter(Boolean);
  const base = Object.hasOwn(METRIC_MEANINGS, name) ? name : parts.find((part) => Object.hasOwn(METRIC_MEANINGS, part));
  if (base === undefined) return { label: name, meaning: "", unit: "score", judged: false };
  const [label, meaning] = METRIC_MEANINGS[base]!;
  const variants = (base === name ? [] : parts.filter((part) => part !== base)).map(variantName);
  return { label: [label, ...variants].join(", "), meaning, unit: unitOf(base), judged: JUDGED.includes(base) };
}

function variantName(variant: string): string {
  return Object.hasOwn(VARIANTS, variant) ? VARIANTS[variant]! : variant;
}

/** Most metrics are shares of something. */
function unitOf(name: string): Unit {
  const units = Object.keys(UNITS) as Unit[];
  return units.find((unit) => UNITS[unit]!.includes(name)) ?? "share";
}
