import { mean, type Measured } from "../metrics/mean.js";
import { difference, pairRows } from "./pairs.js";
import { seededBits, seededRandom } from "./random.js";

export interface PermutationOptions {
  /** Default 10,000. When there are no more than this, 2^pairs, every permutation is taken once. */
  permutations?: number;
  /** Default 1. */
  seed?: number;
}

export interface PermutationResult {
  /** Statistic of the second run minus that of the first. */
  difference: number;
  /** Two-sided: share of the permutations whose difference is at least as far from 0. At most 5% of equal runs get < .05. */
  pValue: number;
  /**
   * The same with permutations exactly as far from 0 counted half (Lancaster, 1961). Nearer to 5% of equal runs get < .05
   * where many permutations tie, as with answers that are right or wrong (Fagerland, Lydersen and Laake, 2013); no bound.
   */
  midPValue: number;
}

/** Differences this near, as a share of the values, are equal but for rounding. */
const TIE = 1e-10;

/**
 * Paired permutation test of any statistic of rows: mean, AUROC, ratio of sums. If the runs do not differ, each
 * question's two rows could as well have come from the other run; so the rows of random pairs are swapped, and the
 * difference of the statistic is taken again (Fisher, 1935; Noreen, 1989, "approximate randomization").
 *
 * When permutations are sampled, p is (1 + as extreme) / (1 + sampled), never 0 (Phipson and Smyth, 2010). Permutations
 * in which the statistic has no value are left out; null when it has none in a run. The rows must be exchangeable: scores
 * of two judges on different scales are not, even with the same AUROC; take ranks first.
 *
 * Throws DATA_INVALID when the runs differ in length.
 */
export function pairedPermutationTest<Row>(
  a: readonly Row[],
  b: readonly Row[],
  statistic: (rows: readonly Row[]) => Measured,
  { permutations = 10_000, seed = 1 }: PermutationOptions = {},
): PermutationResult | null {
  const pairs = pairRows(a, b).length;
  const before = statistic(a);
  const after = statistic(b);
  if (before === null || after === null) return null;
  const tally = createTally(after - before, TIE * (Math.abs(before) + Math.abs(after)));

  const left = [...a];
  const right = [...b];
  const swap = (index: number): void => {
    [left[index], right[index]] = [right[index]!, left[index]!];
  };
  const countPermuted = (): void => tally.count(difference(statistic(left), statistic(right)));
  if (2 ** pairs <= permutations) {
    countPermuted();
    // Gray code: from one permutation to the next a single pair is swapped, at the lowest set bit of the step.
    for (let step = 1; step < 2 ** pairs; step++) {
      swap(31 - Math.clz32(step & -step));
      countPermuted();
    }
    return { difference: after - before, ...tally.exact() };
  }
  const random = seededRandom(seed);
  for (let permutation = 0; permutation < permutations; permutation++) {
    // Swapping at random what was swapped at random is as good as starting from the runs.
    for (let index = 0; index < pairs; index++) if (random() < 0.5) swap(index);
    countPermuted();
  }
  return { difference: after - before, ...tally.sampled() };
}

/**
 * The same test for a mean, from each question's difference between the runs (`pairedDifferences`): signs are flipped
 * instead of rows swapped, which is far faster. Questions without a value in either run are left out. Null when no
 * question has a value in both.
 */
export function pairedPermutationOfMeans(
  differences: readonly Measured[],
  { permutations = 10_000, seed = 1 }: PermutationOptions = {},
): PermutationResult | null {
  const meanChange = mean(differences);
  if (meanChange === null) return null;
  // Flipping a 0 changes nothing: questions without a change stay out of the sums.
  const changes = Float64Array.from(differences.filter((value) => value !== null && value !== 0) as number[]);
  const sum = changes.reduce((total, change) => total + change, 0);
  const tally = createTally(sum, TIE * changes.reduce((total, change) => total + Math.abs(change), 0));

  if (2 ** changes.length <= permutations) {
    for (let signs = 0; signs < 2 ** changes.length; signs++) {
      tally.count(sum - 2 * sumOfChosen(changes, () => signs));
    }
    return { difference: meanChange, ...tally.exact() };
  }
  const bits = seededBits(seed);
  for (let permutation = 0; permutation < permutations; permutation++) {
    tally.count(sum - 2 * sumOfChosen(changes, bits));
  }
  return { difference: meanChange, ...tally.sampled() };
}

/** Counts permuted differences further from 0 than the observed one, and as far. */
function createTally(observed: number, tolerance: number) {
  const distance = Math.abs(observed);
  let counted = 0;
  let further = 0;
  let tied = 0;
  return {
    count(permuted: Measured): void {
      if (permuted === null) return;
      counted++;
      if (Math.abs(permuted) > distance + tolerance) further++;
      else if (Math.abs(permuted) >= distance - tolerance) tied++;
    },
    /** Of all permutations, the observed one among them. */
    exact: () => ({ pValue: (further + tied) / counted, midPValue: (further + tied / 2) / counted }),
    /** Of a sample, to which the observed one is added. */
    sampled: () => ({
      pValue: (further + tied + 1) / (counted + 1),
      midPValue: (further + (tied + 1) / 2) / (counted + 1),
    }),
  };
}

/** Sum of the values at the set bits, 32 values a word. */
function sumOfChosen(values: Float64Array, nextBits: () => number): number {
  let sum = 0;
  for (let start = 0; start < values.length; start += 32) {
    const end = Math.min(start + 32, values.length);
    let bits = nextBits();
    for (let index = start; index < end; index++) {
      // Multiplied, not branched on: a random branch is mispredicted half the time.
      sum += values[index]! * (bits & 1);
      bits >>>= 1;
    }
  }
  return sum;
}
