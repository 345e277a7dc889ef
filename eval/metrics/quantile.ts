import type { Measured } from "./mean.js";

/** The value below which a share, 0..1, of the values lies, interpolated (Hyndman and Fan, 1996, type 7). Null of nothing. */
export function quantile(values: readonly number[], share: number): Measured {
  return values.length === 0
    ? null
    : quantileOfAscending(
        values.toSorted((a, b) => a - b),
        share,
      );
}

/** The same of values that are sorted, at least one. */
export function quantileOfAscending(ascending: readonly number[], share: number): number {
  const position = share * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below]!;
  const high = ascending[below + 1] ?? low;
  return low + (high - low) * (position - below);
}
