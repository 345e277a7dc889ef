/** A set of row numbers, one bit each. */
export type Bitmap = Uint32Array;

export function createBitmap(size: number, full = false): Bitmap {
  const bits = new Uint32Array((size + 31) >>> 5);
  if (full) {
    bits.fill(0xffffffff);
    // Bits behind the last row stay clear, so that counting needs no care.
    if (size & 31) bits[bits.length - 1] = 0xffffffff >>> (32 - (size & 31));
  }
  return bits;
}

export function hasBit(bits: Bitmap, row: number): boolean {
  return ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1;
}

export function setBit(bits: Bitmap, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31);
}

export function clearBit(bits: Bitmap, row: number): void {
  bits[row >>> 5]! &= ~(1 << (row & 31));
}

/** Rows in both; null stands for all rows. */
export function intersect(a: Bitmap | null, b: Bitmap | null): Bitmap | null {
  if (!a || !b) return a ?? b;
  return a.map((bits, i) => bits & b[i]!);
}

export function countBits(bits: Bitmap): number {
  let count = 0;
  for (let word of bits) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}

/** Writes the rows of the set into `rows`, ascending, and tells how many they are. */
export function listRows(bits: Bitmap, rows: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i]!;
    while (word !== 0) {
      rows[count++] = i * 32 + 31 - Math.clz32(word & -word);
      word &= word - 1;
    }
  }
  return count;
}
