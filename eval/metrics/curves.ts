import type { ReliabilityBin } from "./calibration.js";
import type { ScoredLabel } from "./classification.js";
import type { CurvePoint } from "./curve.js";
import { riskCoverageCurve, type SelectiveRow } from "./selective.js";

/**
 * ROC curve: x the share of negatives called positive, y the share of positives recognised, when scores at or above the
 * threshold are called positive. From (0, 0), which has no threshold, to (1, 1), one point for each score seen: rows of
 * one score enter together, so that the area below straight lines is `auroc`. Empty when a class is missing.
 */
export function rocCurve(rows: readonly ScoredLabel[]): CurvePoint[] {
  const { positives, negatives } = classSizes(rows);
  if (positives === 0 || negatives === 0) return [];
  const points = sweep(rows).map(({ threshold, truePositives, falsePositives }) => ({
    x: falsePositives / negatives,
    y: truePositives / positives,
    threshold,
  }));
  return [{ x: 0, y: 0 }, ...points];
}

/**
 * Precision-recall curve: x recall, y precision of the positive class, one point for each score seen, highest first. No
 * point is made up for a recall of 0, and between points precision does not run straight (Davis and Goadrich, 2006).
 * Empty without positives.
 */
export function precisionRecallCurve(rows: readonly ScoredLabel[]): CurvePoint[] {
  const { positives } = classSizes(rows);
  if (positives === 0) return [];
  return sweep(rows).map(({ threshold, truePositives, falsePositives }) => ({
    x: truePositives / positives,
    y: truePositives / (truePositives + falsePositives),
    threshold,
  }));
}

/** `riskCoverageCurve` to draw: x coverage, y risk (Geifman and El-Yaniv, 2017), threshold the least confidence answered. */
export function riskCoveragePoints(rows: readonly SelectiveRow[]): CurvePoint[] {
  return riskCoverageCurve(rows).map(({ coverage, risk, confidence }) => ({
    x: coverage,
    y: risk,
    threshold: confidence,
  }));
}

/** Bins to draw: x mean score, y share of positives, n the rows behind it; empty bins have no place. */
export function reliabilityPoints(bins: readonly ReliabilityBin[]): CurvePoint[] {
  return bins.flatMap(({ meanScore, positiveShare, count }) =>
    meanScore === null || positiveShare === null ? [] : [{ x: meanScore, y: positiveShare, n: count }],
  );
}

/**
 * At most `maxPoints` (2 or more) of a curve's points, in order. First and last stay; then, again and again, the point
 * farthest from the line drawn so far is kept (Douglas and Peucker, 1973, stopped by number), so that corners go last.
 */
export function thinCurve<Point extends { x: number; y: number }>(
  points: readonly Point[],
  maxPoints: number,
): Point[] {
  if (!(maxPoints >= 2)) throw new RangeError(`A curve needs 2 points or more, not ${maxPoints}.`);
  if (points.length <= maxPoints) return [...points];
  const stretches = [farthestBetween(points, 0, points.length - 1)];
  const kept = [0, points.length - 1];
  while (kept.length < maxPoints) {
    const widest = stretches.reduce((best, stretch) => (stretch.distance > best.distance ? stretch : best));
    const { from, to, index } = stretches.splice(stretches.indexOf(widest), 1)[0]!;
    kept.push(index);
    stretches.push(farthestBetween(points, from, index), farthestBetween(points, index, to));
  }
  return kept.sort((a, b) => a - b).map((index) => points[index]!);
}

/** Of the points between two, the one farthest from the straight line that joins them; distance -1 if there is none. */
function farthestBetween(points: readonly { x: number; y: number }[], from: number, to: number) {
  const farthest = { from, to, index: -1, distance: -1 };
  for (let index = from + 1; index < to; index++) {
    const distance = distanceToSegment(points[index]!, points[from]!, points[to]!);
    if (distance > farthest.distance) Object.assign(farthest, { index, distance });
  }
  return farthest;
}

interface Place {
  x: number;
  y: number;
}

function distanceToSegment(point: Place, start: Place, end: Place): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / length2;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - start.x - t * dx, point.y - start.y - t * dy);
}

/** Counts of what is called positive at each score seen, highest first. */
function sweep(rows: readonly ScoredLabel[]) {
  const ordered = rows.toSorted((a, b) => b.score - a.score);
  const called = { truePositives: 0, falsePositives: 0 };
  return ordered.flatMap(({ score, positive }, index) => {
    called[positive ? "truePositives" : "falsePositives"]++;
    return ordered[index + 1]?.score === score ? [] : [{ threshold: score, ...called }];
  });
}

function classSizes(rows: readonly ScoredLabel[]) {
  const positives = rows.filter((row) => row.positive).length;
  return { positives, negatives: rows.length - positives };
}
