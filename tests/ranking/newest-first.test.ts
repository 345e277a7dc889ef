import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dated, newestFirst } from "../../src/domain/newest-first.js";

type Item = Dated & { id: number };

const order = (items: Item[]): number[] => newestFirst(items, (item) => item).map(({ id }) => id);
const items = (...rows: [score: number, publishedAt: string | null][]): Item[] =>
  rows.map(([score, publishedAt], id) => ({ id, score, publishedAt }));

const date = fc.integer({ min: 2000, max: 2030 }).map((year) => `${year}-01-01`);
const anyItems = (dates: fc.Arbitrary<string | null>): fc.Arbitrary<Item[]> =>
  fc
    .array(fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), publishedAt: dates }), { maxLength: 30 })
    .map((rows) => rows.sort((a, b) => b.score - a.score).map((row, id) => ({ ...row, id })));

describe("newestFirst", () => {
  it("puts the newer first of what is about as good", () => {
    expect(order(items([0.8, "2019-05-01"], [0.75, "2026-01-31"], [0.73, "2024"]))).toEqual([1, 2, 0]);
  });

  it("does not put the newer before what is better", () => {
    expect(order(items([0.8, "2019-05-01"], [0.7, "2026-01-31"]))).toEqual([0, 1]);
  });

  it("measures a group from its best, so that small steps do not add up", () => {
    expect(order(items([1, "2001"], [0.95, "2002"], [0.89, "2003"], [0.85, "2004"]))).toEqual([1, 0, 3, 2]);
  });

  it("leaves what has no date where it is", () => {
    expect(order(items([0.8, null], [0.79, "2019"], [0.78, null], [0.77, "2026"]))).toEqual([0, 3, 2, 1]);
  });

  it("keeps the order of one day", () => {
    expect(order(items([0.8, "2026-01-31"], [0.79, "2026-01-31"]))).toEqual([0, 1]);
  });

  it("loses nothing and adds nothing, whatever it is given", () => {
    fc.assert(
      fc.property(anyItems(fc.option(date)), (given) => {
        expect(order(given).sort((a, b) => a - b)).toEqual(given.map(({ id }) => id));
      }),
    );
  });

  it("changes nothing where nothing has a date", () => {
    fc.assert(
      fc.property(anyItems(fc.constant(null)), (given) => {
        expect(order(given)).toEqual(given.map(({ id }) => id));
      }),
    );
  });

  it("never puts an item before one that is more than a tenth better", () => {
    fc.assert(
      fc.property(anyItems(fc.option(date)), (given) => {
        const scores = order(given).map((id) => given[id]!.score);
        scores.forEach((score, i) => {
          for (const later of scores.slice(i + 1)) expect(score).toBeGreaterThanOrEqual(0.9 * later - 1e-12);
        });
      }),
    );
  });
});
