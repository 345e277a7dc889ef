import { mean, type Measured, ratio } from "../metrics/mean.js";

/**
 * Populations of questions on which the true value of a statistic is known, to try the statistics of this folder on. A
 * question is drawn once; each system's row for it is drawn from what the question returns, so that equal systems are
 * right on the same questions more often than by chance, but not always.
 */
export interface Population<Row = unknown> {
  name: string;
  /** One sentence for the reader of the results. */
  what: string;
  drawQuestion(random: () => number): () => Row;
  statistic(rows: readonly Row[]): Measured;
  /** The statistic's value over the whole population. */
  truth: number;
}

/** Outcomes with their probabilities, which sum to 1. */
type Distribution<Outcome> = readonly (readonly [outcome: Outcome, probability: number])[];

/** Answers that are right or wrong; questions differ in how often a system is right. */
export function binary(difficulties: Distribution<number>): Population<number> {
  const truth = expected(difficulties);
  return {
    name: `share, p = ${truth.toFixed(2)}`,
    what: `Right or wrong; right with probability ${inWords(difficulties)}.`,
    drawQuestion: (random) => {
      const probability = draw(difficulties, random);
      return () => Number(random() < probability);
    },
    statistic: mean,
    truth,
  };
}

const EASY: Distribution<number> = [[1, 0.82], [0.63, 0.1], [0.5, 0.03], [0.39, 0.02], [0, 0.03]]; // prettier-ignore
const HARD: Distribution<number> = [[1, 0.2], [0.63, 0.2], [0.5, 0.15], [0.39, 0.15], [0.3, 0.1], [0, 0.2]]; // prettier-ignore

/** nDCG-like scores of few different values, most of them 1; of a share of the answers there is none. */
export function graded({ missing = 0 } = {}): Population<Measured> {
  const kinds: Distribution<Distribution<number>> = [
    [EASY, 0.7],
    [HARD, 0.3],
  ];
  return {
    name: missing > 0 ? "graded scores, some missing" : "graded scores",
    what:
      `nDCG-like scores with ties, skewed: easy questions (70%) ${inWords(EASY)}; hard ones ${inWords(HARD)}` +
      (missing > 0 ? `; ${missing * 100}% have no value.` : "."),
    drawQuestion: (random) => {
      const scores = draw(kinds, random);
      return () => (random() < missing ? null : draw(scores, random));
    },
    statistic: mean,
    truth: 0.7 * expected(EASY) + 0.3 * expected(HARD),
  };
}

/** Supported claims of an answer's claims: a ratio of sums, in which long answers are supported less often. */
export function claimRatio(): Population<{ supported: number; claims: number }> {
  const sizes = [1, 2, 3, 4, 5, 6, 7];
  const supportOf = (size: number): number => 0.95 - 0.05 * size;
  const good = 0.75;
  return {
    name: "ratio of sums",
    what:
      "Supported claims / claims: a question asks for 1 to 7 claims, an answer has one more or not; a claim is supported " +
      "with probability .95 - .05 * asked, and with .3 for a quarter of the questions.",
    drawQuestion: (random) => {
      const asked = 1 + Math.floor(random() * sizes.length);
      const support = random() < good ? supportOf(asked) : 0.3;
      return () => {
        const claims = asked + Number(random() < 0.5);
        let supported = 0;
        for (let claim = 0; claim < claims; claim++) supported += Number(random() < support);
        return { supported, claims };
      };
    },
    statistic: (rows) => {
      let supported = 0;
      let claims = 0;
      for (const row of rows) {
        supported += row.supported;
        claims += row.claims;
      }
      return ratio(supported, claims);
    },
    truth:
      sum(sizes.map((size) => (size + 0.5) * (good * supportOf(size) + (1 - good) * 0.3))) /
      sum(sizes.map((size) => size + 0.5)),
  };
}

/** Scores of supported and of other claims on a scale of whole numbers; another system's score is up to 1 away. */
export function scoredClaims(positiveShare: number): Population<{ positive: boolean; score: number }> {
  const levels = 10;
  const scoreIf = {
    true: tilted(levels, (level) => level + 1),
    false: tilted(levels, (level) => (levels - level) ** 2),
  };
  const noise: Distribution<number> = [[-1, 0.3], [0, 0.4], [1, 0.3]]; // prettier-ignore
  return {
    name: `AUROC, ${Math.round(positiveShare * 100)}% positive`,
    what:
      "Claims with a score of 0 to 9, the probability proportional to score + 1 if supported and to (10 - score)^2 if " +
      "not; each system's score is that one, or one lower (30%) or higher (30%).",
    drawQuestion: (random) => {
      const positive = random() < positiveShare;
      const score = draw(scoreIf[`${positive}`], random);
      return () => ({ positive, score: score + draw(noise, random) });
    },
    statistic: (rows) => aurocOfGrades(rows, -1, levels),
    truth: chanceOfOrder(convolve(scoreIf.true, noise), convolve(scoreIf.false, noise)),
  };
}

/**
 * AUROC of whole-numbered scores in lowest..highest, from counts. Equal to `auroc` of eval/metrics/classification.ts, to
 * which a test holds it, and some 20 times as fast, which makes thousands of simulations affordable.
 */
export function aurocOfGrades(
  rows: readonly { positive: boolean; score: number }[],
  lowest: number,
  highest: number,
): Measured {
  const positives = new Float64Array(highest - lowest + 1);
  const negatives = new Float64Array(highest - lowest + 1);
  for (const { positive, score } of rows) {
    const counts = positive ? positives : negatives;
    counts[score - lowest]!++;
  }
  let wins = 0;
  let positivesSoFar = 0;
  let negativesBelow = 0;
  for (let grade = 0; grade < positives.length; grade++) {
    wins += positives[grade]! * (negativesBelow + negatives[grade]! / 2);
    positivesSoFar += positives[grade]!;
    negativesBelow += negatives[grade]!;
  }
  return ratio(wins, positivesSoFar * negativesBelow);
}

function draw<Outcome>(distribution: Distribution<Outcome>, random: () => number): Outcome {
  let left = random();
  for (const [outcome, probability] of distribution) {
    left -= probability;
    if (left < 0) return outcome;
  }
  return distribution.at(-1)![0];
}

function expected(distribution: Distribution<number>): number {
  return sum(distribution.map(([outcome, probability]) => outcome * probability));
}

/** Levels 0, 1, ... with probabilities proportional to their weights. */
function tilted(levels: number, weight: (level: number) => number): Distribution<number> {
  const weights = Array.from({ length: levels }, (_, level) => weight(level));
  return weights.map((value, level) => [level, value / sum(weights)]);
}

/** Distribution of the sum of two independent numbers. */
function convolve(a: Distribution<number>, b: Distribution<number>): Distribution<number> {
  return a.flatMap(([first, p]) => b.map(([second, q]) => [first + second, p * q] as const));
}

/** P(high > low) + P(high = low) / 2: the population's AUROC. */
function chanceOfOrder(high: Distribution<number>, low: Distribution<number>): number {
  return sum(high.flatMap(([h, p]) => low.map(([l, q]) => (p * q * (Math.sign(h - l) + 1)) / 2)));
}

function inWords(distribution: Distribution<number>): string {
  return distribution.map(([outcome, probability]) => `${outcome} (${Math.round(probability * 100)}%)`).join(", ");
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
