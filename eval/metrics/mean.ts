/** A measured value; null where there was nothing to measure. */
export type Measured = number | null;

/** Mean of the values that are there; null when none is. */
export function mean(values: readonly Measured[]): Measured {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value === null) continue;
    sum += value;
    count++;
  }
  return ratio(sum, count);
}

/** A share; null of nothing. */
export function ratio(part: number, whole: number): Measured {
  return whole === 0 ? null : part / whole;
}
