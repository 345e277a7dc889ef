/**
 * Do the tests and intervals of eval/statistics keep what they promise? Simulates comparisons of equal systems, of which
 * 5% may come out as different, and intervals of statistics whose true value is known, of which 95% should hold it.
 * Writes eval/results/statistics-simulation.json, for the same seed the same file.
 *
 *     npx tsx scripts/eval/simulate-statistics.ts [--simulations 1000] [--seed 1] [--out FILE]
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { mean, type Measured } from "../../eval/metrics/mean.js";
import { bootstrapInterval } from "../../eval/statistics/bootstrap.js";
import { pairedBootstrapInterval } from "../../eval/statistics/paired-bootstrap.js";
import { pairedDifferences } from "../../eval/statistics/pairs.js";
import { pairedPermutationOfMeans, pairedPermutationTest } from "../../eval/statistics/permutation.js";
import { seededRandom } from "../../eval/statistics/random.js";
import {
  binary,
  claimRatio,
  graded,
  type Population,
  scoredClaims,
} from "../../eval/statistics/simulated-populations.js";

const { values: options } = parseArgs({
  options: {
    simulations: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "eval/results/statistics-simulation.json" },
  },
});
const simulations = Number(options.simulations);
const seed = Number(options.seed);
const permutations = 500;
const resamples = 500;
const bands = { falseAlarms: [0.03, 0.07], coverage: [0.93, 0.97] } as const;

/** Questions of a sample: drawn anew for each, from low to high. */
type Size = readonly [low: number, high: number];

const USUAL_SIZE: Size = [100, 300];

const medium = binary([[1, 0.4], [0.6, 0.4], [0.3, 0.2]]); // prettier-ignore
const high = binary([[1, 0.6], [0.75, 0.4]]); // prettier-ignore
const extreme = binary([[1, 0.8], [0.9, 0.2]]); // prettier-ignore
const fewNegatives = scoredClaims(0.9);
const populations: Population[] = [medium, high, graded(), graded({ missing: 0.1 }), claimRatio(), scoredClaims(0.7)];

/** Share of comparisons of equal systems that each method calls different at 5%. */
function falseAlarms(population: Population, size: Size) {
  const random = seededRandom(seed);
  const alarms = { permutation: 0, permutationMidP: 0, bootstrap: 0 };
  for (let simulation = 1; simulation <= simulations; simulation++) {
    const questions = drawQuestions(population, size, random);
    const a = questions.map((drawRow) => drawRow());
    const b = questions.map((drawRow) => drawRow());
    const test = permutationTest(population, a, b, simulation);
    const interval = pairedBootstrapInterval(a, b, population.statistic, { resamples, seed: simulation });
    if (test && test.pValue < 0.05) alarms.permutation++;
    if (test && test.midPValue < 0.05) alarms.permutationMidP++;
    if (interval && (interval[0] > 0 || interval[1] < 0)) alarms.bootstrap++;
  }
  return { population: population.name, questions: size.join(".."), ...shares(alarms) };
}

/** Share of intervals that hold the true value, and of those that lie below and above it. */
function coverage(population: Population, size: Size) {
  const random = seededRandom(seed);
  const intervals = { held: 0, below: 0, above: 0 };
  for (let simulation = 1; simulation <= simulations; simulation++) {
    const rows = drawQuestions(population, size, random).map((drawRow) => drawRow());
    const interval = bootstrapInterval(rows, population.statistic, { resamples, seed: simulation });
    if (!interval) continue;
    // A truth on the very end of an interval is held, whatever the rounding of both.
    if (interval[1] < population.truth - 1e-9) intervals.below++;
    else if (interval[0] > population.truth + 1e-9) intervals.above++;
    else intervals.held++;
  }
  return { population: population.name, questions: size.join(".."), ...shares(intervals) };
}

function drawQuestions(population: Population, [low, high]: Size, random: () => number): (() => unknown)[] {
  const n = low + Math.floor(random() * (high - low + 1));
  return Array.from({ length: n }, () => population.drawQuestion(random));
}

function permutationTest({ statistic }: Population, a: unknown[], b: unknown[], seed: number) {
  return statistic === mean
    ? pairedPermutationOfMeans(pairedDifferences(a as Measured[], b as Measured[]), { permutations, seed })
    : pairedPermutationTest(a, b, statistic, { permutations, seed });
}

function shares<Name extends string>(counts: Record<Name, number>): Record<Name, number> {
  return Object.fromEntries(
    Object.entries<number>(counts).map(([name, count]) => [name, count / simulations]),
  ) as Record<Name, number>;
}

function shown<Row extends { population: string; questions: string }>(row: Row): Row {
  const { population, questions, ...figures } = row;
  const cells = Object.entries(figures).map(([name, share]) => `${name} ${Number(share).toFixed(3)}`);
  console.log(`  ${population.padEnd(28)} ${questions.padStart(8)}   ${cells.join("   ")}`);
  return row;
}

const outside = (share: number, [low, high]: readonly [number, number]): boolean => share < low || share > high;

console.log(`Equal systems called different at 5%, of ${simulations} comparisons`);
const equalSystems = populations.map((population) => shown(falseAlarms(population, USUAL_SIZE)));
console.log(`95% intervals that hold the truth, of ${simulations} samples`);
const intervals = populations.map((population) => shown(coverage(population, USUAL_SIZE)));
console.log("Known limits: few questions, rare failures, few of a class");
const limits = {
  equalSystems: [
    shown(falseAlarms(high, [100, 100])),
    shown(falseAlarms(high, [20, 20])),
    shown(falseAlarms(extreme, [50, 50])),
    shown(falseAlarms(fewNegatives, [50, 50])),
  ],
  intervals: [
    shown(coverage(high, [100, 100])),
    shown(coverage(high, [20, 20])),
    shown(coverage(extreme, [50, 50])),
    shown(coverage(graded(), [20, 20])),
    shown(coverage(fewNegatives, [50, 50])),
  ],
};

const result = {
  command: "npx tsx scripts/eval/simulate-statistics.ts",
  what: {
    equalSystems:
      "Share of comparisons of two equal systems (independent answers to the same questions) called different: p < .05 in " +
      "the paired permutation test, mid-p < .05 in the same test, 0 outside the 95% paired bootstrap interval.",
    intervals: "Share of 95% bootstrap intervals that hold the true value, and that lie below or above it.",
    limits:
      "Where the promise is not kept. A test of right or wrong answers stays below 5% when few questions differ between " +
      "the runs; an interval of a share near 1 is a point when no failure was drawn; with n 100 and a truth of .90, an " +
      "interval can end exactly on the truth, which counts as held.",
  },
  seed,
  simulations,
  permutations,
  resamples,
  bands,
  populations: [...populations, extreme, fewNegatives].map(({ name, what, truth }) => ({ name, what, truth })),
  equalSystems,
  intervals,
  outsideBands: [
    ...equalSystems.flatMap(({ population, permutation, bootstrap }) => [
      ...(outside(permutation, bands.falseAlarms) ? [`permutation, ${population}`] : []),
      ...(outside(bootstrap, bands.falseAlarms) ? [`paired bootstrap, ${population}`] : []),
    ]),
    ...intervals.filter(({ held }) => outside(held, bands.coverage)).map(({ population }) => `interval, ${population}`),
  ],
  limits,
};
writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`);
console.log(`Outside the bands: ${result.outsideBands.join("; ") || "none"}`);
