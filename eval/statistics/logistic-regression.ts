import { logistic } from "../../src/domain/logistic.js";

export interface Example {
  features: readonly number[];
  label: boolean;
  /** Default 1. */
  weight?: number;
}

export interface LogisticModel {
  bias: number;
  weights: number[];
}

export interface LogisticOptions {
  /** Strength of the L2 penalty on standardised weights. Default 1. */
  ridge?: number;
  /** Positions of features that must not have a negative weight (or, with -1, a positive one). */
  signs?: readonly (1 | -1 | 0)[];
}

const MAX_ITERATIONS = 200;

/**
 * Logistic regression by Newton's method (iteratively re-weighted least squares) on standardised features, with an L2
 * penalty; weights come back for raw features. Where `signs` is given, a weight of the wrong sign is held at 0: a feature
 * may help or be left out, but not work against what it means.
 */
export function fitLogistic(examples: readonly Example[], { ridge = 1, signs }: LogisticOptions = {}): LogisticModel {
  const size = examples[0]?.features.length ?? 0;
  let active = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    const model = fitActive(examples, active, size, ridge);
    const wrong = active.filter((i) => (signs?.[i] ?? 0) * model.weights[i]! < 0);
    if (wrong.length === 0) return model;
    // Drop the worst one and fit again: the others may turn.
    const worst = wrong.reduce((a, b) => (Math.abs(model.weights[a]!) >= Math.abs(model.weights[b]!) ? a : b));
    active = active.filter((i) => i !== worst);
  }
}

export function predictLogistic({ bias, weights }: LogisticModel, features: readonly number[]): number {
  return logistic(features.reduce((sum, value, i) => sum + value * weights[i]!, bias));
}

function fitActive(examples: readonly Example[], active: number[], size: number, ridge: number): LogisticModel {
  const totalWeight = examples.reduce((sum, example) => sum + (example.weight ?? 1), 0);
  const means = active.map((i) => examples.reduce((s, e) => s + (e.weight ?? 1) * e.features[i]!, 0) / totalWeight);
  const deviations = active.map((i, k) =>
    Math.sqrt(examples.reduce((s, e) => s + (e.weight ?? 1) * (e.features[i]! - means[k]!) ** 2, 0) / totalWeight),
  );
  const rows = examples.map((example) => [
    1,
    ...active.map((i, k) => (deviations[k]! > 0 ? (example.features[i]! - means[k]!) / deviations[k]! : 0)),
  ]);

  let beta = new Array<number>(active.length + 1).fill(0);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const gradient = beta.map((value, i) => (i === 0 ? 0 : -ridge * value));
    const hessian = beta.map((_, i) => beta.map((__, j) => (i === j ? (i === 0 ? 1e-9 : ridge) : 0)));
    rows.forEach((row, n) => {
      const { label, weight = 1 } = examples[n]!;
      const p = logistic(row.reduce((sum, value, i) => sum + value * beta[i]!, 0));
      for (let i = 0; i < row.length; i++) {
        gradient[i]! += weight * row[i]! * (Number(label) - p);
        for (let j = 0; j < row.length; j++) hessian[i]![j]! += weight * row[i]! * row[j]! * p * (1 - p);
      }
    });
    const step = solve(hessian, gradient);
    beta = beta.map((value, i) => value + step[i]!);
    if (Math.max(...step.map(Math.abs)) < 1e-8) break;
  }

  const weights = new Array<number>(size).fill(0);
  let bias = beta[0]!;
  active.forEach((i, k) => {
    if (deviations[k] === 0) return;
    weights[i] = beta[k + 1]! / deviations[k]!;
    bias -= weights[i] * means[k]!;
  });
  return { bias, weights };
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: number[][], vector: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, vector[i]!]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, i) => (Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? column + i : best), column);
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let i = 0; i < n; i++) {
      if (i === column) continue;
      const factor = rows[i]![column]! / rows[column]![column]!;
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * rows[column]![j]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
