/** Coefficients of a logistic model by the name of the signal they weigh. */
export interface LogisticCoefficients<Signal extends string> {
  bias: number;
  weights: Record<Signal, number>;
}

/** 1 / (1 + e^-x): log-odds to probability. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Probability, 0..1, that a logistic model gives to a set of signals. */
export function logisticScore<Signal extends string>(
  { bias, weights }: LogisticCoefficients<Signal>,
  signals: Record<Signal, number>,
): number {
  const names = Object.keys(weights) as Signal[];
  return logistic(names.reduce((sum, name) => sum + weights[name] * signals[name], bias));
}
