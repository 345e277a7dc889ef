import { seededRandom } from "../statistics/random.js";

/** Draws at random, the same for the same seed and key: adding a row changes no other. */
export interface Draw {
  below(limit: number): number;
  /** One of them; undefined of none. */
  from<T>(items: readonly T[]): T | undefined;
  shuffled<T>(items: readonly T[]): T[];
}

export function createDraw(seed: number, key: string): Draw {
  const random = seededRandom(hash(`${seed}/${key}`));
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    from: (items) => items[below(items.length)],
    shuffled(items) {
      // Fisher and Yates.
      const all = [...items];
      for (let last = all.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [all[last], all[other]] = [all[other]!, all[last]!];
      }
      return all;
    },
  };
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  // FNV's low bits are weak where texts differ at their end: mixed once more.
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}
