import type { ScoredLabel } from "./classification.js";
import { mean, type Measured } from "./mean.js";

/** Rows of similar score. With `score` read as a probability, `meanScore` and `positiveShare` should be the same. */
export interface ReliabilityBin {
  /** Scores of the bin: from here ... */
  from: number;
  /** ... to here. */
  to: number;
  count: number;
  /** Null, as is `positiveShare`, for an empty bin. */
  meanScore: Measured;
  positiveShare: Measured;
}

/**
 * Bins of equal width over 0..1, each with its lower and without its upper edge, but for the last, which has 1 (Guo et
 * al., 2017). Empty bins stay, so that a diagram shows the gaps.
 * @throws RangeError for a score outside 0..1
 */
export function equalWidthBins(rows: readonly ScoredLabel[], count = 10): ReliabilityBin[] {
  checkProbabilities(rows);
  const edges = Array.from({ length: count + 1 }, (_, i) => i / count);
  const lower = edges.slice(0, -1);
  const members = lower.map((): ScoredLabel[] => []);
  for (const row of rows) members[lower.findLastIndex((edge) => edge <= row.score)]!.push(row);
  return members.map((bin, i) => reliabilityBin(bin, edges[i]!, edges[i + 1]!));
}

/**
 * At most `count` bins of about as many rows each, lowest scores first, edges at the scores seen (Nguyen and O'Connor,
 * 2015). Rows of one score stay together, so that the order of the rows changes nothing; many ties make fewer bins.
 * @throws RangeError for a score outside 0..1
 */
export function equalMassBins(rows: readonly ScoredLabel[], count = 10): ReliabilityBin[] {
  checkProbabilities(rows);
  const ordered = rows.toSorted((a, b) => a.score - b.score);
  const bins: ReliabilityBin[] = [];
  let start = 0;
  for (const [index, { score }] of ordered.entries()) {
    const end = index + 1;
    const full = end - start >= (rows.length - start) / (count - bins.length);
    if (!full || ordered[end]?.score === score) continue;
    bins.push(reliabilityBin(ordered.slice(start, end), ordered[start]!.score, score));
    start = end;
  }
  return bins;
}

/**
 * Expected calibration error, 0..1 (Naeini et al., 2015): the mean, over rows, of the distance between mean score and
 * share of positives in the row's bin. Depends on the bins, and is biased upwards in small ones. Null without rows.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): Measured {
  let total = 0;
  let distance = 0;
  for (const { count, meanScore, positiveShare } of bins) {
    if (meanScore === null || positiveShare === null) continue;
    total += count;
    distance += count * Math.abs(meanScore - positiveShare);
  }
  return total === 0 ? null : distance / total;
}

/**
 * Brier score, 0..1 (Brier, 1950, for two classes): mean squared distance between score and truth, 0 or 1. Lower is
 * better; always saying .5 gives .25. Null without rows.
 * @throws RangeError for a score outside 0..1
 */
export function brierScore(rows: readonly ScoredLabel[]): Measured {
  checkProbabilities(rows);
  return mean(rows.map(({ score, positive }) => (score - Number(positive)) ** 2));
}

function reliabilityBin(rows: readonly ScoredLabel[], from: number, to: number): ReliabilityBin {
  return {
    from,
    to,
    count: rows.length,
    meanScore: mean(rows.map((row) => row.score)),
    positiveShare: mean(rows.map((row) => Number(row.positive))),
  };
}

function checkProbabilities(rows: readonly ScoredLabel[]): void {
  const stray = rows.find(({ score }) => !(score >= 0 && score <= 1));
  if (stray) throw new RangeError(`A score of ${stray.score} is no probability; calibration needs 0..1.`);
}
