import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../eval/statistics/random.js";
import { compileWasm } from "../../../scripts/build/compile-wasm.js";
import { type Bitmap, createBitmap, setBit } from "../../../src/adapters/embedded/bitmap.js";
import { buildHnswGraph } from "../../../src/adapters/embedded/hnsw-graph.js";
import { quantizeQuery } from "../../../src/adapters/embedded/quantize.js";
import { createScanArena } from "../../../src/adapters/embedded/scan-arena.js";
import { createTurns } from "../../../src/adapters/embedded/turns.js";
import {
  createVectorBlock,
  setVector,
  type VectorBlock,
  vectorOf,
} from "../../../src/adapters/embedded/vector-block.js";
import { searchVectors } from "../../../src/adapters/embedded/vector-search.js";

const DIMENSION = 48;

/** `count` unit vectors, one behind the other. */
function unitVectors(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const vectors = Float32Array.from({ length: count * DIMENSION }, () => random() - 0.5);
  for (let i = 0; i < count; i++) {
    const vector = row(vectors, i);
    const norm = Math.hypot(...vector);
    vector.forEach((value, k) => (vector[k] = value / norm));
  }
  return vectors;
}

const row = (vectors: Float32Array, i: number): Float32Array => vectors.subarray(i * DIMENSION, (i + 1) * DIMENSION);
const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

function blockOf(vectors: Float32Array): VectorBlock {
  const block = createVectorBlock(vectors.length / DIMENSION, DIMENSION);
  for (let i = 0; i < block.count; i++) setVector(block, i, row(vectors, i));
  return block;
}

/** Rows by their 32-bit scores, best first. */
function exactly(vectors: Float32Array, query: Float32Array, accepts: (row: number) => boolean = () => true) {
  return Array.from({ length: vectors.length / DIMENSION }, (_, i) => ({ row: i, score: dot(row(vectors, i), query) }))
    .filter((scored) => accepts(scored.row))
    .sort((a, b) => b.score - a.score);
}

function bitmapOf(size: number, accepts: (row: number) => boolean): Bitmap {
  const rows = createBitmap(size);
  for (let i = 0; i < size; i++) if (accepts(i)) setBit(rows, i);
  return rows;
}

describe("the WebAssembly scan", () => {
  it("is what its source compiles to", async () => {
    const committed = readFileSync("src/adapters/embedded/scan-vectors.wasm.ts", "utf8");
    expect(committed).toBe(await compileWasm());
  });

  it("adds up what a loop adds up, listed rows and all rows, at the limits of the numbers too", () => {
    const byte = fc.integer({ min: -128, max: 127 });
    const levels = quantizeQuery(new Float32Array(64).fill(1), 64).components[0]!;
    const level = fc.integer({ min: -levels, max: levels });
    const vectors = fc.array(fc.array(byte, { minLength: 64, maxLength: 64 }), { minLength: 1, maxLength: 9 });
    const query = fc.oneof(
      fc.array(level, { minLength: 64, maxLength: 64 }),
      fc.constant(new Array<number>(64).fill(-levels)),
    );
    fc.assert(
      fc.property(vectors, query, fc.array(fc.nat(), { maxLength: 9 }), (rows, components, picks) => {
        const arena = createScanArena(9, 64);
        arena.query.set(components);
        arena.scales.set(rows.map((_, i) => (i + 1) / 8));
        arena.vectors.set(rows.flat());
        const scoreOf = (i: number): number =>
          Math.fround(Math.fround(rows[i]!.reduce((sum, value, k) => sum + value * components[k]!, 0)) * ((i + 1) / 8));
        arena.scan(rows.length, false);
        expect([...arena.scores.subarray(0, rows.length)]).toEqual(rows.map((_, i) => scoreOf(i)));
        const listed = picks.map((pick) => pick % rows.length);
        arena.rows.set(listed);
        arena.scan(listed.length, true);
        expect([...arena.scores.subarray(0, listed.length)]).toEqual(listed.map(scoreOf));
      }),
      { numRuns: 50 },
    );
  });
});

describe("quantised vectors", () => {
  it("come back within a hundred-thousandth", () => {
    const vectors = unitVectors(50, 3);
    const block = blockOf(vectors);
    for (let i = 0; i < 50; i++) {
      vectorOf(block, i).forEach((value, k) => expect(Math.abs(value - row(vectors, i)[k]!)).toBeLessThan(1e-5));
    }
  });

  it("may be zero", () => {
    const block = blockOf(new Float32Array(2 * DIMENSION));
    const hits = searchVectors([{ vectors: block, graph: null }], row(unitVectors(1, 1), 0), 5, [null]);
    expect(hits.map((hit) => hit.score)).toEqual([0, 0]);
  });
});

describe("a vector search", () => {
  // More rows than the shared memory holds, so that both ways to scan are gone.
  const large = unitVectors(5_000, 1);
  const small = unitVectors(300, 2);
  const vectors = Float32Array.from([...large, ...small]);
  const parts = [blockOf(large), blockOf(small)].map((block) => ({ vectors: block, graph: null }));
  const queries = unitVectors(20, 4);

  it("finds in all parts what sorting all 32-bit scores finds", () => {
    for (let i = 0; i < 20; i++) {
      const hits = searchVectors(parts, row(queries, i), 30, [null, null]);
      const expected = exactly(vectors, row(queries, i)).slice(0, 30);
      expect(hits.map((hit) => hit.row)).toEqual(expected.map((hit) => hit.row));
      hits.forEach(({ score }, k) => expect(score).toBeCloseTo(expected[k]!.score, 4));
    }
  });

  it("keeps to the accepted rows, many or few", () => {
    const filters = [(i: number) => i % 2 === 0, (i: number) => i % 997 === 5, (i: number) => i === 5_299, () => false];
    for (const accepts of filters) {
      const accepted = [bitmapOf(5_000, accepts), bitmapOf(300, (i) => accepts(5_000 + i))];
      const hits = searchVectors(parts, row(queries, 0), 10, accepted);
      const expected = exactly(vectors, row(queries, 0), accepts).slice(0, 10);
      expect(hits.map((hit) => hit.row)).toEqual(expected.map((hit) => hit.row));
    }
  });

  it("gives equal scores in the order asked for", () => {
    const same = blockOf(Float32Array.from({ length: 20 * DIMENSION }, (_, k) => large[k % DIMENSION]!));
    const search = (isBefore?: (a: number, b: number) => boolean): number[] =>
      searchVectors([{ vectors: same, graph: null }], row(large, 0), 20, [null], isBefore).map((hit) => hit.row);
    expect(search()).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(search((a, b) => a > b)).toEqual(Array.from({ length: 20 }, (_, i) => 19 - i));
  });

  it("refuses a query of another dimension", () => {
    expect(() => searchVectors(parts, new Float32Array(8), 1, [null, null])).toThrow(/8 dimensions/);
  });

  it("agrees with the graph in at least 95 of 100 neighbours, new rows beside it, dead ones left out", async () => {
    const first = blockOf(unitVectors(1_500, 8));
    const beside = blockOf(small);
    const graph = await buildHnswGraph(first, createTurns());
    const query = row(queries, 1);
    const exact = searchVectors(
      [
        { vectors: first, graph: null },
        { vectors: beside, graph: null },
      ],
      query,
      100,
      [null, null],
    );
    const found = searchVectors(
      [
        { vectors: first, graph },
        { vectors: beside, graph: null },
      ],
      query,
      100,
      [null, null],
    );
    const near = new Set(exact.map((hit) => hit.row));
    expect(found.filter((hit) => near.has(hit.row)).length).toBeGreaterThanOrEqual(95);

    const alive = bitmapOf(1_500, (i) => i !== exact[0]!.row && i % 10 > 0);
    const filtered = searchVectors([{ vectors: first, graph }], query, 50, [alive], undefined, 0);
    expect(filtered).toHaveLength(50);
    expect(filtered.filter((hit) => hit.row === exact[0]!.row || hit.row % 10 === 0)).toEqual([]);
    expect(
      searchVectors([{ vectors: first, graph }], query, 50, [bitmapOf(1_500, (i) => i < 9)], undefined, 0),
    ).toHaveLength(9);
  });
});
