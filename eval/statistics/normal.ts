/** z with a share of .975 below it: two-sided tests and intervals at 5%. */
export const Z_TWO_SIDED_5_PERCENT = 1.959963984540054;

/** z with a share of .8 below it: a power of 80%. */
export const Z_POWER_80_PERCENT = 0.8416212335729143;

/** Beyond this many standard deviations the share is 0 or 1 to double precision. */
const FAR = 8.3;

const MAX_STEPS = 60;

/** Share of the standard normal distribution below z, to about 1e-15 (the series of Marsaglia, 2004). */
export function normalShareBelow(z: number): number {
  if (Math.abs(z) > FAR) return z < 0 ? 0 : 1;
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
}

/** The z with this share of the standard normal distribution below it; infinite for 0 and 1. */
export function normalQuantile(share: number): number {
  if (share <= 0) return -Infinity;
  if (share >= 1) return Infinity;
  // Newton's method from the middle: the curve bends away from it on both sides, so no step overshoots.
  // Far out a rounding error of the share is a step of its own: the number of steps ends it, not their size.
  let z = 0;
  for (let count = 0; count < MAX_STEPS; count++) {
    const step = (normalShareBelow(z) - share) / normalDensity(z);
    z -= step;
    if (Math.abs(step) < 1e-12 || Math.abs(z) >= FAR) break;
  }
  return z;
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
