import { editDistance } from "../../text/edit-distance.js";
import { words } from "../../text/tokens.js";
import type { IndexedPassage } from "./passage-source.js";
import type { StringTable } from "./string-table.js";

/** The words of some passages as they are spelled, lower case; the index terms are stems. */
export interface Spellings {
  /** Those at most `limit` slips away that begin with the same letter, in no order. */
  near(word: string, limit: number): { word: string; distance: number }[];
}

/** Names and identifiers have other letters too; they are never corrected, and are not kept. */
const SPELLED = /^[a-z]{3,24}$/;

export function spelledWords({ title, headingPath, text }: Pick<IndexedPassage, "title" | "headingPath" | "text">) {
  return words([title, ...headingPath, text].join("\n")).filter((word) => SPELLED.test(word));
}

/**
 * Looks at every word, some milliseconds for 100,000 passages: a slip changes at most two letters of the set of
 * letters, so few words are read.
 */
export function createSpellings(table: StringTable): Spellings {
  let letters: Uint32Array | null = null;
  return {
    near(word, limit) {
      letters ??= letterSets(table);
      const { starts, bytes } = table.arrays;
      const wanted = letterSet(Buffer.from(word));
      const found: { word: string; distance: number }[] = [];
      for (let i = 0; i < table.size; i++) {
        if (countBits(letters[i]! ^ wanted) > 2 * limit) continue;
        const length = starts[i + 1]! - starts[i]!;
        if (Math.abs(length - word.length) > limit || bytes[starts[i]!] !== word.charCodeAt(0)) continue;
        const other = table.get(i);
        const distance = editDistance(word, other, limit);
        if (distance <= limit) found.push({ word: other, distance });
      }
      return found;
    },
  };
}

function letterSets({ size, arrays: { bytes, starts } }: StringTable): Uint32Array {
  return Uint32Array.from({ length: size }, (_, i) => letterSet(bytes.subarray(starts[i], starts[i + 1])));
}

/** A bit a letter of the alphabet. */
function letterSet(word: Uint8Array): number {
  let set = 0;
  for (const byte of word) set |= 1 << (byte - 97);
  return set >>> 0;
}

function countBits(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
