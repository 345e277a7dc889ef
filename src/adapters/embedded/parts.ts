import { type Bitmap, clearBit, countBits, createBitmap, hasBit, setBit } from "./bitmap.js";
import type { Segment } from "./segment.js";
import { compareStrings, type StringTable } from "./string-table.js";

/** A segment of which some rows may have died. */
export interface Part {
  segment: Segment;
  /** Null when all rows live. */
  live: Bitmap | null;
}

export function livingCount({ segment, live }: Part): number {
  return live ? countBits(live) : segment.size;
}

/** Whether the document of row `rowA` of `a` has the lower id. */
export function comesBefore(a: Part, rowA: number, b: Part, rowB: number): boolean {
  const id = ({ segment }: Part, row: number): [StringTable, number] => [segment.documentIds, segment.documentOf[row]!];
  return compareStrings(...id(a, rowA), ...id(b, rowB)) < 0;
}

/** The part without the passages of these documents. Segments are shared, so the part given stays as it is. */
export function withoutDocuments(part: Part, documentIds: Iterable<string>): Part {
  const { documentOf, documentIds: table, size } = part.segment;
  const gone = createBitmap(table.size);
  let any = false;
  for (const id of documentIds) {
    const document = table.find(id);
    if (document < 0) continue;
    setBit(gone, document);
    any = true;
  }
  if (!any) return part;
  const live = part.live?.slice() ?? createBitmap(size, true);
  for (let row = 0; row < size; row++) if (hasBit(gone, documentOf[row]!)) clearBit(live, row);
  return { segment: part.segment, live };
}

/** A later part is merged into the one before it from this share of its size on: parts stay few, rows are seldom copied. */
const MERGE_SHARE = 0.1;
/** Dead rows cost memory and time: a part with more of them than this share is written anew. */
const MAX_DEAD_SHARE = 0.25;

/** The next neighbouring parts to make one of, as a range; null when all is well. */
export function nextMerge(parts: readonly Part[]): { from: number; to: number } | null {
  const living = parts.map(livingCount);
  for (let i = parts.length - 1; i > 0; i--) {
    const behind = living.slice(i).reduce((sum, count) => sum + count, 0);
    if (behind >= MERGE_SHARE * living[i - 1]!) {
      // What comes into the first part is all that there is: it becomes the whole of a version, which can be stored.
      return { from: i - 1, to: i - 1 === 0 ? parts.length : i + 1 };
    }
  }
  const decayed = parts.findIndex(({ segment }, i) => segment.size - living[i]! > MAX_DEAD_SHARE * segment.size);
  return decayed < 0 ? null : { from: decayed, to: decayed === 0 ? parts.length : decayed + 1 };
}
