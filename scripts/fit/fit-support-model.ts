/**
 * Fits src/validation/support/support-model.v2.json: how likely a claim is supported, from what the support model says and
 * what compareClaim finds. Every file counts alike, at its own share of supported claims, so that the scores stay
 * calibrated. Prints, for each file, the figures of models that saw none of its claims (ten folds by claim, three draws),
 * beside word overlap; the shipped coefficients are fitted on all.
 *
 *     npx tsx scripts/fit/fit-support-model.ts ../shared/evals/claims/{wice-dev,wice-oracle-dev,attributionbench-ood-dev}.jsonl
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { MODEL_CACHE } from "../../eval/commands/run-suite.js";
import { claimEvidence, readClaims } from "../../eval/data/claims.js";
import { collect } from "../../eval/data/rows.js";
import { equalMassBins, expectedCalibrationError } from "../../eval/metrics/calibration.js";
import { calibrationNoise } from "../../eval/metrics/calibration-noise.js";
import { auroc, balancedAccuracy, confusionAt, type ScoredLabel } from "../../eval/metrics/classification.js";
import { lexicalSupport } from "../../eval/metrics/lexical-baseline.js";
import { withModelCache } from "../../eval/model-cache.js";
import { type Example, fitLogistic, predictLogistic } from "../../eval/statistics/logistic-regression.js";
import { seededRandom } from "../../eval/statistics/random.js";
import { openModels } from "../../src/compose.js";
import { normaliseMarks } from "../../src/text/normalise-marks.js";
import { terms } from "../../src/text/tokens.js";
import { readStatement } from "../../src/validation/claims/attribution.js";
import { compareClaim, type WordSignals } from "../../src/validation/support/compare-claim.js";
import { selectEvidence } from "../../src/validation/support/select-evidence.js";
import type { ModelSignals } from "../../src/validation/support/support-score.js";

const SIGNS: Record<keyof (WordSignals & ModelSignals), 1 | -1 | 0> = {
  selected: 1, window: 1, recall: 1, windowRecall: 1, sentenceRecall: 1, bigramRecall: 1, missingNumbers: -1, missingNames: -1,
  claimLength: 0, evidenceLength: 0,
}; // prettier-ignore
type Signal = keyof typeof SIGNS;
const SIGNALS = Object.keys(SIGNS) as Signal[];
const WORD_SIGNALS = SIGNALS.filter((name) => name !== "selected" && name !== "window");
const FOLDS = 10;
const DRAWS = ["a", "b", "c"];
const OUT = "src/validation/support/support-model.v2.json";

interface Row {
  claim: string;
  /** Null where the evidence holds no word of the claim: no support, whatever the model. */
  signals: Record<Signal, number> | null;
  lexical: number;
  label: boolean;
}

const models = withModelCache(await openModels(), MODEL_CACHE);
const sets = new Map<string, Row[]>();
for (const path of process.argv.slice(2)) sets.set(basename(path, ".jsonl"), await readSet(path));
await models.close();

const withModel = crossFit(SIGNALS);
const wordsOnly = crossFit(WORD_SIGNALS);
for (const [name, rows] of sets) {
  const scored = withModel.scores.get(name)!;
  const overlap = rows.map(({ lexical, label }) => ({ score: lexical, positive: label }));
  const [low, high] = differenceInterval(scored, overlap);
  console.log(
    `${name}: ${figures(scored, withModel.threshold)}; word overlap ${auroc(overlap)!.toFixed(3)}, ` +
      `difference [${low.toFixed(3)}, ${high.toFixed(3)}]; by words alone ${figures(wordsOnly.scores.get(name)!, wordsOnly.threshold)}`,
  );
}
const shipped = {
  withModel: coefficients(SIGNALS),
  wordsOnly: coefficients(WORD_SIGNALS),
  threshold: round(withModel.threshold, 2),
  lexicalThreshold: round(wordsOnly.threshold, 2),
};
writeFileSync(OUT, `${JSON.stringify(shipped, null, 2)}\n`);

async function readSet(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const row of await collect(readClaims(path))) {
    const claim = readStatement(normaliseMarks(row.claim)).statement;
    const evidence = claimEvidence(row);
    const comparison = compareClaim(claim, evidence);
    const lexical = lexicalSupport(claim, row.evidence);
    const label = row.label === "supported";
    if (!comparison) {
      rows.push({ claim, signals: null, lexical, label });
      continue;
    }
    const { title, text } = evidence[0]!;
    const quote = text.slice(comparison.window.start, comparison.window.end);
    const [selected, window] = await models.supportModel.score([
      { claim, evidence: selectEvidence(new Set(terms(claim)), evidence) },
      { claim, evidence: title ? `${title}. ${quote}` : quote },
    ]);
    rows.push({
      claim,
      signals: { ...comparison.signals, selected: selected!, window: window! },
      lexical,
      label,
    });
  }
  return rows;
}

function fit(rows: [set: Row[], chosen: Row[]][], names: readonly Signal[]) {
  const examples: Example[] = rows.flatMap(([set, chosen]) =>
    chosen.flatMap(({ signals, label }) =>
      signals ? [{ features: names.map((name) => signals[name]), label, weight: 1_000 / set.length }] : [],
    ),
  );
  return fitLogistic(examples, { signs: names.map((name) => SIGNS[name]) });
}

/** Scores of each row by models that saw no row with its claim, and the one threshold that serves all sets best. */
function crossFit(names: readonly Signal[]): { scores: Map<string, ScoredLabel[]>; threshold: number } {
  const scores = new Map(
    Array.from(sets, ([name, rows]) => [name, rows.map(({ label }) => ({ score: 0, positive: label }))]),
  );
  for (const draw of DRAWS) {
    for (let fold = 0; fold < FOLDS; fold++) {
      const model = fit(
        [...sets.values()].map((rows) => [rows, rows.filter(({ claim }) => foldOf(claim, draw) !== fold)]),
        names,
      );
      for (const [name, rows] of sets) {
        rows.forEach(({ claim, signals }, i) => {
          if (foldOf(claim, draw) !== fold || !signals) return;
          const score = predictLogistic(
            model,
            names.map((signal) => signals[signal]),
          );
          scores.get(name)![i]!.score += score / DRAWS.length;
        });
      }
    }
  }
  const candidates = Array.from({ length: 61 }, (_, i) => 0.2 + i / 100);
  const total = (threshold: number): number =>
    [...scores.values()].reduce((sum, rows) => sum + balancedAccuracy(confusionAt(rows, threshold))!, 0);
  const threshold = candidates.reduce((best, candidate) => (total(candidate) > total(best) ? candidate : best));
  return { scores, threshold };
}

function foldOf(claim: string, draw: string): number {
  return createHash("md5").update(`${draw}${claim}`).digest().readUInt32BE() % FOLDS;
}

function figures(rows: ScoredLabel[], threshold: number): string {
  const accuracy = balancedAccuracy(confusionAt(rows, threshold))!;
  const calibration = expectedCalibrationError(equalMassBins(rows))!;
  const { mean, low, high } = calibrationNoise(rows)!;
  const chance = `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}] were they true probabilities`;
  return `AUROC ${auroc(rows)!.toFixed(3)}, balanced accuracy ${accuracy.toFixed(3)} at ${threshold.toFixed(2)}, ECE ${calibration.toFixed(3)} (${chance})`;
}

/** 95% interval of the difference in AUROC, over paired resamples. */
function differenceInterval(rows: ScoredLabel[], others: ScoredLabel[]): [number, number] {
  const random = seededRandom(7);
  const differences = Array.from({ length: 1_000 }, () => {
    const drawn = rows.map(() => Math.floor(random() * rows.length));
    return auroc(drawn.map((i) => rows[i]!))! - auroc(drawn.map((i) => others[i]!))!;
  }).sort((a, b) => a - b);
  return [differences[25]!, differences[974]!];
}

function coefficients(names: readonly Signal[]) {
  const model = fit(
    [...sets.values()].map((rows) => [rows, rows]),
    names,
  );
  const weights = Object.fromEntries(names.map((name, i) => [name, round(model.weights[i]!, 4)]));
  return { bias: round(model.bias, 4), weights };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
