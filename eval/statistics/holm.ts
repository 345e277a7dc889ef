import type { Measured } from "../metrics/mean.js";

/**
 * p-values of several metrics, adjusted so that the chance of even one false alarm among them stays at the level they
 * are read at (Holm, 1979, step-down): with m of them, the i-th smallest is multiplied by m - i + 1, is no smaller than
 * the one before it, and no larger than 1. A metric without a p-value has none afterwards, and does not count in m.
 */
export function holmAdjusted<Name extends string>(pValues: Readonly<Record<Name, Measured>>): Record<Name, Measured> {
  const adjusted: Record<Name, Measured> = { ...pValues };
  const ascending = (Object.entries(pValues) as [Name, Measured][])
    .filter((entry): entry is [Name, number] => entry[1] !== null)
    .sort(([, a], [, b]) => a - b);
  let least = 0;
  ascending.forEach(([name, pValue], index) => {
    least = Math.max(least, Math.min(1, pValue * (ascending.length - index)));
    adjusted[name] = least;
  });
  return adjusted;
}
