import type { Measured } from "../metrics/mean.js";
import { completePairs } from "./pairs.js";

/*
 * Two measurements of the same units, in the same order, -1..1. Units where either is missing are left out. Null with
 * fewer than two units, or when either measurement is the same throughout. Throw DATA_INVALID when the lengths differ.
 */

/** Pearson's r: how well a straight line describes the relation. */
export function pearson(x: readonly Measured[], y: readonly Measured[]): Measured {
  return pearsonOfPairs(completePairs(x, y));
}

/** Spearman's rho (1904): Pearson's r of the ranks, ties sharing the mean of their ranks. */
export function spearman(x: readonly Measured[], y: readonly Measured[]): Measured {
  const pairs = completePairs(x, y);
  const ranksOfX = averageRanks(pairs.map(([value]) => value));
  const ranksOfY = averageRanks(pairs.map(([, value]) => value));
  return pearsonOfPairs(ranksOfX.map((rank, index) => [rank, ranksOfY[index]!]));
}

/**
 * Kendall's tau-b (1945): pairs of units in the same order minus those in opposite order, by the geometric mean of the
 * pairs not tied in x and of those not tied in y. Every pair is looked at: 10,000 units take under a second.
 */
export function kendallTauB(x: readonly Measured[], y: readonly Measured[]): Measured {
  const pairs = completePairs(x, y);
  const xs = Float64Array.from(pairs, ([value]) => value);
  const ys = Float64Array.from(pairs, ([, value]) => value);
  let balance = 0;
  let untiedInX = 0;
  let untiedInY = 0;
  for (let i = 0; i < xs.length; i++) {
    for (let j = 0; j < i; j++) {
      const orderInX = Number(xs[i]! > xs[j]!) - Number(xs[i]! < xs[j]!);
      const orderInY = Number(ys[i]! > ys[j]!) - Number(ys[i]! < ys[j]!);
      balance += orderInX * orderInY;
      untiedInX += Math.abs(orderInX);
      untiedInY += Math.abs(orderInY);
    }
  }
  return untiedInX === 0 || untiedInY === 0 ? null : balance / Math.sqrt(untiedInX * untiedInY);
}

/** Ranks from 1 up, ties sharing the mean of theirs: 10, 30, 30 has 1, 2.5, 2.5. */
export function averageRanks(values: readonly number[]): number[] {
  const ascending = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let first = 0, next = 0; first < ascending.length; first = next) {
    while (next < ascending.length && ascending[next]!.value === ascending[first]!.value) next++;
    for (const { index } of ascending.slice(first, next)) ranks[index] = (first + 1 + next) / 2;
  }
  return ranks;
}

function pearsonOfPairs(pairs: readonly (readonly [number, number])[]): Measured {
  const [first] = pairs;
  // Looked for by value: rounding of the mean gives equal values a variance just above 0.
  if (!first || pairs.every(([x]) => x === first[0]) || pairs.every(([, y]) => y === first[1])) return null;
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / pairs.length;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / pairs.length;
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (const [x, y] of pairs) {
    products += (x - meanX) * (y - meanY);
    squaresX += (x - meanX) ** 2;
    squaresY += (y - meanY) ** 2;
  }
  return Math.min(1, Math.max(-1, products / Math.sqrt(squaresX * squaresY)));
}
