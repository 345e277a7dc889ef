import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clearBit,
  countBits,
  createBitmap,
  hasBit,
  intersect,
  listRows,
  setBit,
} from "../../../src/adapters/embedded/bitmap.js";
import {
  compareStrings,
  createInterner,
  createStringTableBuilder,
} from "../../../src/adapters/embedded/string-table.js";
import { createTopRows } from "../../../src/adapters/embedded/top-rows.js";

describe("a bitmap", () => {
  it("is a set of rows", () => {
    const size = 100;
    const rows = fc.uniqueArray(fc.nat(size - 1));
    fc.assert(
      fc.property(rows, rows, (some, others) => {
        const [a, b] = [createBitmap(size), createBitmap(size, true)];
        for (const row of some) setBit(a, row);
        for (const row of others) clearBit(b, row);
        const list = new Uint32Array(size);
        expect([...list.subarray(0, listRows(a, list))]).toEqual([...some].sort((x, y) => x - y));
        expect([countBits(a), countBits(b)]).toEqual([some.length, size - others.length]);
        const both = intersect(a, b)!;
        for (let row = 0; row < size; row++) {
          expect(hasBit(both, row)).toBe(some.includes(row) && !others.includes(row));
        }
        expect(intersect(a, null)).toBe(a);
      }),
    );
  });
});

describe("a string table", () => {
  // Everything but halves of surrogate pairs, which UTF-8 has no bytes for.
  const text = fc.string({ unit: "binary", maxLength: 6 });

  it("finds every string's number and none for others", () => {
    fc.assert(
      fc.property(fc.uniqueArray(text), text, (strings, other) => {
        const builder = createStringTableBuilder();
        expect(strings.map((string) => builder.add(string))).toEqual(strings.map((_, i) => i));
        const table = builder.finish();
        strings.forEach((string, i) => expect([table.get(i), table.find(string)]).toEqual([string, i]));
        expect(table.find(other)).toBe(strings.indexOf(other));
        const copies = createStringTableBuilder();
        for (let i = strings.length - 1; i >= 0; i--) copies.copy(table, i);
        strings.forEach((string, i) => expect(copies.finish().find(string)).toBe(strings.length - 1 - i));
      }),
    );
  });

  it("keeps a string once that comes again", () => {
    const interner = createInterner();
    expect(["a", "b", "a"].map((string) => interner.add(string))).toEqual([0, 1, 0]);
    expect(interner.finish().size).toBe(2);
  });

  it("compares as SQLite does, by bytes", () => {
    const builder = createStringTableBuilder();
    ["b", "a", "ab", "\u{1f600}", "\uffee"].forEach((string) => builder.add(string));
    const table = builder.finish();
    const sign = (i: number, j: number): number => Math.sign(compareStrings(table, i, table, j));
    // The last two lie the other way round in JavaScript's own order.
    expect([sign(1, 0), sign(1, 2), sign(2, 0), sign(0, 0), sign(4, 3)]).toEqual([-1, -1, -1, 0, -1]);
  });
});

describe("the best rows", () => {
  it("are the first of a full sort", () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.nat(12), fc.boolean(), (values, limit, isReversed) => {
        const isBefore = (a: number, b: number): boolean => (isReversed ? a > b : a < b);
        const top = createTopRows(limit, isBefore);
        values.forEach((score, row) => {
          if (score >= top.floor) top.offer(row, score);
        });
        const expected = values
          .map((score, row) => ({ row, score }))
          .sort((a, b) => b.score - a.score || (isBefore(a.row, b.row) ? -1 : 1));
        expect(top.take()).toEqual(expected.slice(0, limit));
      }),
    );
  });
});
