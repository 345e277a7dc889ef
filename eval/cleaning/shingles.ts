import { comparisonKey } from "./comparison-key.js";

/**
 * Words for comparing texts, in order: lower-cased, without apostrophes and surrounding punctuation, cut at hyphens.
 * Signs that make a difference stay: `c++` and `c#` are not `c`.
 */
export function comparableWords(text: string): string[] {
  return comparisonKey(text)
    .replace(/'/g, "")
    .replace(/(?<=\p{L})[-/](?=\p{L})/gu, " ")
    .split(" ")
    .map((word) => word.replace(/^[.,;:!?"()[\]{}…]+|[.,;:!?"()[\]{}…]+$/gu, ""))
    .filter(Boolean);
}

/** All runs of `length` characters of the words joined by spaces, each once; the whole text when it is shorter. */
export function shingleSet(words: readonly string[], length: number): Set<string> {
  const text = ` ${words.join(" ")} `;
  const shingles = new Set<string>();
  if (words.length === 0) return shingles;
  for (let start = 0; start <= Math.max(0, text.length - length); start++) {
    shingles.add(text.slice(start, start + length));
  }
  return shingles;
}

/** The same as sorted 32-bit hashes (FNV-1a), for comparing fast. A collision can only make texts look more alike. */
export function shingleHashes(words: readonly string[], length: number): Uint32Array {
  if (words.length === 0) return new Uint32Array();
  const text = ` ${words.join(" ")} `;
  const count = Math.max(1, text.length - length + 1);
  const hashes = new Uint32Array(count);
  for (let start = 0; start < count; start++) {
    let hash = 0x811c9dc5;
    const end = Math.min(text.length, start + length);
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hashes[start] = hash;
  }
  hashes.sort();
  let kept = 0;
  for (let i = 0; i < count; i++) if (i === 0 || hashes[i] !== hashes[i - 1]) hashes[kept++] = hashes[i]!;
  return hashes.slice(0, kept);
}

/** Jaccard similarity of two sorted lists without repeats; 1 for two empty ones. */
export function jaccardOfSorted(a: Uint32Array, b: Uint32Array): number {
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) common++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return similarity(common, a.length, b.length);
}

/** Jaccard similarity of two sets; 1 for two empty ones. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const one of a) if (b.has(one)) common++;
  return similarity(common, a.size, b.size);
}

function similarity(common: number, a: number, b: number): number {
  const union = a + b - common;
  return union === 0 ? 1 : common / union;
}
