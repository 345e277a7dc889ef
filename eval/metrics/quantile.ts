import type { Measured } from "./mean.js";

/** Linear interpolation between the order statistics (Hyndman and Fan, 1996, type 7); `share` 0..1. Null of nothing. */
export function quantile(values: readonly number[], share: number): Measured {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (position - below);
}
