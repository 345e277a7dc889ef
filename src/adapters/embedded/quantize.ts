/**
 * A vector as two bytes a component: component `k` is about `scale * (high[k] + low[k] / 254)`. The high bytes alone are
 * what a search scans, within 1/254 of the largest component; with the low bytes a score is as good as with 32 bits
 * (measured: scripts/bench/vector-search.ts).
 */
const LEVELS = 127;
const LOW_LEVELS = 254;

/** Writes a vector's bytes at `offset` of both arrays. @returns its scale */
export function quantizeInto(vector: Float32Array, high: Int8Array, low: Int8Array, offset: number): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  let squares = 0;
  for (let k = 0; k < vector.length; k++) {
    const level = (vector[k]! / largest) * LEVELS;
    const rounded = Math.round(level);
    high[offset + k] = rounded;
    low[offset + k] = Math.round((level - rounded) * LOW_LEVELS);
    squares += vector[k]! ** 2;
  }
  // Not largest / LEVELS, which is near it, but what makes the vector's product with itself come out right.
  return squares / preciseDot(vector, high, low, offset);
}

/** Dot product of a query with the vector at `offset`, from all of its bytes. */
export function preciseDot(query: Float32Array, high: Int8Array, low: Int8Array, offset: number): number {
  let sum = 0;
  for (let k = 0; k < query.length; k++) sum += query[k]! * (LOW_LEVELS * high[offset + k]! + low[offset + k]!);
  return sum / LOW_LEVELS;
}

/** The vector at `offset`, of `dimension` components, as plain numbers. */
export function restoreVector(
  { high, low, dimension, scale }: { high: Int8Array; low: Int8Array; dimension: number; scale: number },
  offset: number,
): number[] {
  return Array.from({ length: dimension }, (_, k) => scale * (high[offset + k]! + low[offset + k]! / LOW_LEVELS));
}

export interface QuantizedQuery {
  /** 16 bits a component; as long as the rows of a block, zero behind the dimension. */
  components: Int16Array;
  scale: number;
}

/** Finer than the vectors, so that its own error does not count; coarse enough for sums of products below 2^31. */
export function quantizeQuery(query: Float32Array, stride: number): QuantizedQuery {
  const levels = Math.min(32_767, Math.floor((2 ** 31 - 1) / ((LEVELS + 1) * query.length)));
  let largest = 0;
  for (const value of query) largest = Math.max(largest, Math.abs(value));
  const components = new Int16Array(stride);
  if (largest > 0) query.forEach((value, k) => (components[k] = Math.round((value / largest) * levels)));
  return { components, scale: largest / levels };
}
