/** Values mapped linearly to 0..1 between their least and their greatest; all 1 when they are equal. */
export function minMax(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return values.map((value) => (range > 0 ? (value - low) / range : 1));
}
