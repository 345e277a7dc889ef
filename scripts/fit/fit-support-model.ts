/**
 * Fits src/validation/support-model.v1.json: how likely a claim is supported, from what compareClaim finds. Every file
 * counts alike. Prints, for each file, AUROC and balanced accuracy of a model fitted on the other files only, beside
 * plain word overlap; the shipped coefficients are fitted on all.
 *
 *     npx tsx scripts/fit/fit-support-model.ts ../shared/evals/claims/*-dev.jsonl
 */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { compareClaim, type SupportFeatures } from "../../src/validation/compare-claim.js";
import { readClaims } from "../../eval/data/claims.js";
import { collect } from "../../eval/data/rows.js";
import { auroc, balancedAccuracy, bestThreshold, confusionAt } from "../../eval/metrics/classification.js";
import { lexicalSupport } from "../../eval/metrics/lexical-baseline.js";
import { type Example, fitLogistic, predictLogistic } from "../../eval/statistics/logistic-regression.js";

const SIGNS: Record<keyof SupportFeatures, 1 | -1> = {
  windowRecall: 1, recall: 1, bigramRecall: 1, missingNumbers: -1, missingNames: -1, negationMismatch: -1,
}; // prettier-ignore
const NAMES = Object.keys(SIGNS) as (keyof SupportFeatures)[];

interface ClaimSet {
  name: string;
  examples: Example[];
  lexical: { score: number; positive: boolean }[];
}

const sets: ClaimSet[] = [];
for (const path of process.argv.slice(2)) {
  const claims = await collect(readClaims(path));
  sets.push({
    name: basename(path, ".jsonl"),
    examples: claims.map(({ claim, evidence, label }) => {
      const comparison = compareClaim(claim, [{ text: evidence.join("\n") }]);
      return {
        features: NAMES.map((name) => comparison?.features[name] ?? 0),
        label: label === "supported",
        weight: 1_000 / claims.length,
      };
    }),
    lexical: claims.map(({ claim, evidence, label }) => ({
      score: lexicalSupport(claim, evidence),
      positive: label === "supported",
    })),
  });
}

const fit = (chosen: ClaimSet[]) =>
  fitLogistic(
    chosen.flatMap((set) => set.examples),
    { signs: NAMES.map((name) => SIGNS[name]) },
  );
const scored = (model: ReturnType<typeof fit>, { examples }: ClaimSet) =>
  examples.map(({ features, label }) => ({ score: predictLogistic(model, features), positive: label }));

for (const held of sets) {
  const others = sets.filter((set) => set !== held);
  const model = fit(others);
  const threshold = bestThreshold(
    others.flatMap((set) => scored(model, set)),
    balancedAccuracy,
  )!.threshold;
  const rows = scored(model, held);
  const accuracy = balancedAccuracy(confusionAt(rows, threshold))!;
  console.log(
    `${held.name}: AUROC ${auroc(rows)!.toFixed(3)} (word overlap ${auroc(held.lexical)!.toFixed(3)}), ` +
      `balanced accuracy ${accuracy.toFixed(3)} at a threshold of the other sets`,
  );
}
const model = fit(sets);
const threshold = bestThreshold(
  sets.flatMap((set) => scored(model, set)),
  balancedAccuracy,
)!.threshold;
const round = (value: number): number => Number(value.toFixed(4));
const weights = Object.fromEntries(NAMES.map((name, i) => [name, round(model.weights[i]!)]));
const shipped = { bias: round(model.bias), weights, threshold: Number(threshold.toFixed(2)) };
writeFileSync("src/validation/support-model.v1.json", `${JSON.stringify(shipped, null, 2)}\n`);
