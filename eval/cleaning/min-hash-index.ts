import { seededRandom } from "../statistics/random.js";

export interface MinHashOptions {
  /** Hash functions; a multiple of `bands`. */
  permutations: number;
  bands: number;
  /** Sets the index can hold. */
  capacity: number;
}

export interface MinHashIndex {
  /** Adds the next set; the first gets number 0. An empty set is never a candidate. */
  add(hashes: Uint32Array, key: string): number;
  /** Numbers of the sets of the same key that agree with this one on at least one band, ascending. */
  candidates(hashes: Uint32Array, key: string): number[];
}

const SEED = 1997;

/** One random function of 32-bit values per permutation, by two numbers each. */
function createSeeds(permutations: number): Int32Array {
  const random = seededRandom(SEED);
  // The second number multiplies and must be odd to lose nothing.
  return Int32Array.from({ length: 2 * permutations }, (_, i) => (random() * 2 ** 32) | (i % 2));
}

/**
 * MinHash signature of a set of hashes (Broder, 1997): for each of many random orders, the smallest element. Two sets
 * agree in one place with the probability of their Jaccard similarity.
 */
export function minHashSignature(hashes: Uint32Array, seeds: Int32Array): Int32Array {
  const signature = new Int32Array(seeds.length / 2);
  for (let place = 0; place < signature.length; place++) {
    const shift = seeds[2 * place]!;
    const factor = seeds[2 * place + 1]!;
    // Signed 32-bit integers throughout: this loop takes most of the time of a run.
    let least = 0x7fffffff;
    for (let i = 0; i < hashes.length; i++) {
      let mixed = Math.imul(hashes[i]! ^ shift, factor);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
      mixed ^= mixed >>> 13;
      if (mixed < least) least = mixed;
    }
    signature[place] = least;
  }
  return signature;
}

/** Signature function of an index with this many permutations. */
export function createMinHash(permutations: number): (hashes: Uint32Array) => Int32Array {
  const seeds = createSeeds(permutations);
  return (hashes) => minHashSignature(hashes, seeds);
}

/**
 * Finds sets that may be similar without comparing all pairs: signatures are cut into bands, and sets meet when one
 * whole band agrees (banded locality-sensitive hashing, after Indyk and Motwani, 1998). With r = permutations / bands,
 * a pair of similarity s meets with probability 1 - (1 - s^r)^bands. Each band is a chained hash table in flat arrays.
 */
export function createMinHashIndex({ permutations, bands, capacity }: MinHashOptions): MinHashIndex {
  const minHash = createMinHash(permutations);
  const perBand = permutations / bands;
  const tableSize = 2 ** Math.max(4, Math.ceil(Math.log2(capacity * bands + 1)));
  const heads = new Int32Array(tableSize).fill(-1);
  const next = new Int32Array(capacity * bands);
  const keys = new Int32Array(capacity * bands);
  let size = 0;
  // A query asks for its candidates and then is added, as a rule: its keys are computed once.
  let lastAsked: Uint32Array | null = null;
  let lastKeys = new Int32Array(bands);

  function bandKeys(hashes: Uint32Array, key: string): Int32Array {
    if (hashes === lastAsked) return lastKeys;
    const start = hashOf(key);
    const signature = minHash(hashes);
    const computed = new Int32Array(bands);
    for (let band = 0; band < bands; band++) {
      let bandKey = start ^ (band + 1);
      for (let place = 0; place < perBand; place++) {
        bandKey = Math.imul(bandKey ^ signature[band * perBand + place]!, 0x85ebca6b);
        bandKey ^= bandKey >>> 15;
      }
      computed[band] = bandKey;
    }
    lastAsked = hashes;
    lastKeys = computed;
    return computed;
  }

  return {
    add(hashes, key) {
      const number = size++;
      if (hashes.length === 0) return number;
      for (const [band, bandKey] of bandKeys(hashes, key).entries()) {
        const entry = number * bands + band;
        const slot = bandKey & (tableSize - 1);
        keys[entry] = bandKey;
        next[entry] = heads[slot]!;
        heads[slot] = entry;
      }
      return number;
    },
    candidates(hashes, key) {
      if (hashes.length === 0) return [];
      const found = new Set<number>();
      for (const bandKey of bandKeys(hashes, key)) {
        for (let entry = heads[bandKey & (tableSize - 1)]!; entry >= 0; entry = next[entry]!) {
          if (keys[entry] === bandKey) found.add(Math.floor(entry / bands));
        }
      }
      return [...found].sort((a, b) => a - b);
    },
  };
}

function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash;
}
