import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hit } from "../../src/ports/passage-index.js";
import { fuse } from "../../src/retrieval/fusion.js";

/** Ten hits or more: long enough for scores to be normalised. Scores fall from 20 by 1. */
const arm = (...ids: string[]): Hit[] => ids.map((passageId, i) => ({ passageId, score: 20 - i }));
const ten = (prefix: string): string[] => Array.from({ length: 10 }, (_, i) => `${prefix}${i}`);
const scoreOf = (fused: ReturnType<typeof fuse>, id: string): number | undefined =>
  fused.find((hit) => hit.passageId === id)?.score;

describe("fusing two long arms", () => {
  it("is the weighted sum of scores mapped to 0..1", () => {
    // "b1" is second of ten in one arm, (19 - 11) / 9 = 8/9, and first of ten in the other.
    const fused = fuse(arm(...ten("b")), arm("b1", ...ten("d").slice(1)), { denseWeight: 0.4 });
    expect(scoreOf(fused, "b1")).toBeCloseTo(0.6 * (8 / 9) + 0.4 * 1, 12);
    expect(scoreOf(fused, "b0")).toBeCloseTo(0.6, 12);
    expect(scoreOf(fused, "d9")).toBe(0);
    expect(fused[0]).toMatchObject({ passageId: "b1", bm25: { rank: 2, score: 19 }, dense: { rank: 1, score: 20 } });
    expect(fused[1]).toMatchObject({ passageId: "b0", dense: null });
  });

  it("takes equal scores as all the best", () => {
    const equal = ten("b").map((passageId) => ({ passageId, score: 3 }));
    expect(fuse(equal, [], { denseWeight: 0.5 }).map((hit) => hit.score)).toEqual(Array(10).fill(1));
  });
});

describe("fusing with a short arm", () => {
  it("is by reciprocal ranks, scaled so that first in both is 1", () => {
    const fused = fuse(arm("a", "b"), arm("a", "c", "b"), { denseWeight: 0.5 });
    expect(scoreOf(fused, "a")).toBe(1);
    expect(scoreOf(fused, "b")).toBeCloseTo(0.5 * (61 / 62) + 0.5 * (61 / 63), 12);
    expect(scoreOf(fused, "c")).toBeCloseTo(0.5 * (61 / 62), 12);
  });
});

describe("fusing with one arm empty", () => {
  it("keeps the order of the other at its full weight", () => {
    for (const fused of [
      fuse(arm("a", "b"), [], { denseWeight: 0.9 }),
      fuse([], arm("a", "b"), { denseWeight: 0.1 }),
    ]) {
      expect(fused.map((hit) => hit.passageId)).toEqual(["a", "b"]);
      expect(fused[0]!.score).toBe(1);
    }
  });

  it("of both gives nothing", () => {
    expect(fuse([], [], { denseWeight: 0.5 })).toEqual([]);
  });
});

describe("fusing any two arms", () => {
  const hits = fc.uniqueArray(fc.stringMatching(/^[a-f]{1,2}$/), { maxLength: 25 }).chain((ids) =>
    fc
      .array(fc.double({ min: -1, max: 30, noNaN: true }), { minLength: ids.length, maxLength: ids.length })
      .map((scores) => scores.sort((a, b) => b - a))
      .map((scores) => ids.map((passageId, i): Hit => ({ passageId, score: scores[i]! }))),
  );
  const weight = fc.double({ min: 0, max: 1, noNaN: true });

  it("loses no hit, repeats none, and keeps each arm's rank and score", () => {
    fc.assert(
      fc.property(hits, hits, weight, (bm25, dense, denseWeight) => {
        const fused = fuse(bm25, dense, { denseWeight });
        expect(fused.map((hit) => hit.passageId).sort()).toEqual(
          [...new Set([...bm25, ...dense].map((hit) => hit.passageId))].sort(),
        );
        for (const hit of fused) {
          for (const [name, list] of Object.entries({ bm25, dense }) as ["bm25" | "dense", Hit[]][]) {
            const at = list.findIndex(({ passageId }) => passageId === hit.passageId);
            expect(hit[name]).toEqual(at < 0 ? null : { rank: at + 1, score: list[at]!.score });
          }
        }
      }),
    );
  });

  it("gives scores of 0 to 1, best first, ties by id", () => {
    fc.assert(
      fc.property(hits, hits, weight, (bm25, dense, denseWeight) => {
        const fused = fuse(bm25, dense, { denseWeight });
        fused.forEach((hit, i) => {
          expect(hit.score).toBeGreaterThanOrEqual(0);
          expect(hit.score).toBeLessThanOrEqual(1 + 1e-12);
          const next = fused[i + 1];
          if (!next) return;
          expect(hit.score > next.score || (hit.score === next.score && hit.passageId < next.passageId)).toBe(true);
        });
      }),
    );
  });
});
