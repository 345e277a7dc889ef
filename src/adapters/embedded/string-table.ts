import { growingBytes, growingUint32 } from "./growing-array.js";

/**
 * Numbered strings in four arrays, so that a file of them needs no parsing: the UTF-8 bytes of string `i` are
 * `bytes[starts[i] .. starts[i + 1])`. `slots` is a hash table with linear probing, twice as large as there are strings
 * or more, a power of two; a slot holds a number plus one, or 0.
 */
export interface StringTableArrays {
  bytes: Uint8Array;
  starts: Uint32Array;
  hashes: Uint32Array;
  slots: Uint32Array;
}

export interface StringTable {
  readonly size: number;
  readonly arrays: StringTableArrays;
  get(number: number): string;
  /** The number of a string, or -1. */
  find(text: string): number;
}

export function openStringTable(arrays: StringTableArrays): StringTable {
  const { bytes, starts, hashes, slots } = arrays;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const get = (number: number): string => text.toString("utf8", starts[number], starts[number + 1]);
  const mask = slots.length - 1;
  return {
    size: hashes.length,
    arrays,
    get,
    find(wanted) {
      const hash = hashOf(wanted);
      for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const number = slots[slot]! - 1;
        if (hashes[number] === hash && get(number) === wanted) return number;
      }
      return -1;
    },
  };
}

/** Order of the strings' bytes, which is that of SQLite: below 0 when the first comes first. */
export function compareStrings(a: StringTable, i: number, b: StringTable, j: number): number {
  const of = ({ arrays: { bytes, starts } }: StringTable, number: number): Uint8Array =>
    bytes.subarray(starts[number], starts[number + 1]);
  return Buffer.compare(of(a, i), of(b, j));
}

export interface StringTableBuilder {
  /** Adds a string that is not there yet, and gives its number. */
  add(text: string): number;
  /** The same for a string of another table. */
  copy(from: StringTable, number: number): number;
  finish(): StringTable;
}

export function createStringTableBuilder(): StringTableBuilder {
  const bytes = growingBytes();
  const starts = growingUint32();
  const hashes = growingUint32();
  starts.push(0);
  const append = (text: Uint8Array, hash: number): number => {
    bytes.append(text);
    starts.push(bytes.length);
    hashes.push(hash);
    return hashes.length - 1;
  };
  return {
    add: (text) => append(Buffer.from(text, "utf8"), hashOf(text)),
    copy({ arrays }, number) {
      const text = arrays.bytes.subarray(arrays.starts[number], arrays.starts[number + 1]);
      return append(text, arrays.hashes[number]!);
    },
    finish() {
      const all = hashes.finish();
      return openStringTable({ bytes: bytes.finish(), starts: starts.finish(), hashes: all, slots: slotsOf(all) });
    },
  };
}

/** A builder for strings that may come again: each is kept once. */
export function createInterner(): { add(text: string): number; finish(): StringTable } {
  const builder = createStringTableBuilder();
  const numbers = new Map<string, number>();
  return {
    add(text) {
      let number = numbers.get(text);
      if (number === undefined) numbers.set(text, (number = builder.add(text)));
      return number;
    },
    finish: builder.finish,
  };
}

function slotsOf(hashes: Uint32Array): Uint32Array {
  let size = 2;
  while (size < 2 * hashes.length) size *= 2;
  const slots = new Uint32Array(size);
  hashes.forEach((hash, number) => {
    let slot = hash & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = number + 1;
  });
  return slots;
}

/** FNV-1a over UTF-16 code units (Fowler, Noll and Vo), its bits mixed once more because the low ones are used alone. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
