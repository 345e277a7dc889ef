/** Whole numbers of 32 random bits, the same ones for the same seed: mulberry32 (Tommy Ettinger, public domain). */
export function seededBits(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), bits | 61)) ^ bits;
    return (bits ^ (bits >>> 14)) >>> 0;
  };
}

/** Uniform numbers in [0, 1), the same ones for the same seed: `seededBits` / 2^32. */
export function seededRandom(seed: number): () => number {
  const bits = seededBits(seed);
  return () => bits() / 2 ** 32;
}
