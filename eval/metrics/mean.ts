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

/** Column means of rows with the same keys. */
export function meanByKey<Key extends string>(
  keys: readonly Key[],
  rows: readonly Record<Key, Measured>[],
): Record<Key, Measured> {
  return Object.fromEntries(keys.map((key) => [key, mean(rows.map((row) => row[key]))])) as Record<Key, Measured>;
}

/** A share; null of nothing. */
export function ratio(part: number, whole: number): Measured {
  return whole === 0 ? null : part / whole;
}
