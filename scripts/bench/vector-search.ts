/**
 * How should vectors be searched, and what is lost? Real embeddings: exact 32-bit search is the truth, beside it the
 * quantised scan (with and without the precise second look) and the graph, each with recall@10 and time, by number of
 * vectors. Memory is that of the vectors alone. More vectors than there are (twice as many at most) are midpoints of a
 * passage and the next, as one that overlaps both would have.
 *
 *     npx tsx scripts/bench/vector-search.ts FOLDER [--counts 10000,50000,100000] [--queries 200] [--graph [--ef 256,1024] [--m 16]]
 *     npx tsx scripts/bench/vector-search.ts FOLDER --reread INDEX     # the second look at 32-bit vectors in the store
 */
import { parseArgs } from "node:util";
import { evenly } from "../../eval/data/evenly.js";
import { buildHnswGraph, GRAPH_SETTINGS, type HnswGraph } from "../../src/adapters/embedded/hnsw-graph.js";
import { quantizeQuery } from "../../src/adapters/embedded/quantize.js";
import { createTopRows } from "../../src/adapters/embedded/top-rows.js";
import { createTurns } from "../../src/adapters/embedded/turns.js";
import { createVectorBlock, scanBlock, setVector, type VectorBlock } from "../../src/adapters/embedded/vector-block.js";
import { searchVectors } from "../../src/adapters/embedded/vector-search.js";
import { openBenchStore } from "./fill-store.js";
import { countVectors, DIMENSION, preparedPassages, preparedQueries, readVectors } from "./prepared-passages.js";
import { formatTimes } from "./times.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    counts: { type: "string", default: "10000,50000,100000" },
    queries: { type: "string", default: "200" },
    limit: { type: "string", default: "100" },
    graph: { type: "boolean", default: false },
    ef: { type: "string", default: String(GRAPH_SETTINGS.efSearch) },
    m: { type: "string", default: String(GRAPH_SETTINGS.m) },
    "ef-construction": { type: "string", default: String(GRAPH_SETTINGS.efConstruction) },
    reread: { type: "string" },
  },
});
const [folder] = positionals;
if (!folder) throw new Error("Give the folder of passages.");
const limit = Number(values.limit);
const queries = evenly(preparedQueries(folder), Number(values.queries)).map((query) => query.vector);
const real = countVectors(folder);

if (values.reread) await measureReading(values.reread);
const counts = values.counts.split(",").map(Number);
for (const count of new Set(counts.map((wanted) => Math.min(wanted, 2 * real - 1)))) await measureCount(count);

async function measureCount(count: number): Promise<void> {
  const floats = vectorsOf(count);
  const block = createVectorBlock(count, DIMENSION);
  for (let row = 0; row < count; row++) setVector(block, row, floats.subarray(row * DIMENSION, (row + 1) * DIMENSION));
  const truth = queries.map((query) => searchFloats(floats, query, limit));
  const made = count > real ? `, ${count - real} of them midpoints` : "";
  console.log(`\n${count} vectors${made}, ${queries.length} queries, the best ${limit} of each`);
  report("32 bits, JavaScript", truth, (query) => searchFloats(floats, query, limit));
  report("8 bits, no second look", truth, (query) => scanOnly(block, query, limit));
  report("8 bits, then 16 (shipped)", truth, (query) => {
    return searchVectors([{ vectors: block, graph: null }], query, limit, [null]).map(({ row }) => row);
  });
  if (values.graph) await measureGraph(block, truth);
}

function vectorsOf(count: number): Float32Array {
  const floats = readVectors(folder!, Math.min(count, real));
  if (count <= real) return floats;
  const all = new Float32Array(count * DIMENSION);
  all.set(floats);
  for (let row = real; row < count; row++) {
    const at = (row - real) * DIMENSION;
    const middle = all.subarray(row * DIMENSION, (row + 1) * DIMENSION);
    for (let k = 0; k < DIMENSION; k++) middle[k] = floats[at + k]! + floats[at + DIMENSION + k]!;
    const length = Math.hypot(...middle);
    for (let k = 0; k < DIMENSION; k++) middle[k]! /= length;
  }
  return all;
}

async function measureGraph(block: VectorBlock, truth: number[][]): Promise<void> {
  const from = performance.now();
  const [m, efConstruction] = [Number(values.m), Number(values["ef-construction"])];
  // hnswlib can be asked with any ef; the adapter fixes it, so the smallest is set and larger ones come by wanting more.
  const graph = await buildHnswGraph(block, createTurns(), { m, efConstruction, efSearch: 1 });
  console.log(`  graph of m ${m}, ef construction ${efConstruction}, built in ${seconds(from)} s`);
  for (const ef of values.ef.split(",").map(Number)) {
    for (const wanted of [10, limit]) {
      const withEf: HnswGraph = { search: (query, few) => graph.search(query, Math.max(few, ef)) };
      report(`graph, ef ${ef}, ${wanted} wanted`, truth, (query) => {
        return searchVectors([{ vectors: block, graph: withEf }], query, wanted, [null]).map(({ row }) => row);
      });
    }
  }
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(0);
}

/** How often the true first ten are the first ten found, as sets, and whether in the same order; and the times. */
function report(name: string, truth: number[][], search: (query: Float32Array) => number[]): void {
  const times: number[] = [];
  let found = 0;
  let sameOrder = 0;
  queries.forEach((query, i) => {
    const from = performance.now();
    const rows = search(query).slice(0, 10);
    times.push(performance.now() - from);
    const best = truth[i]!.slice(0, 10);
    found += best.filter((row) => rows.includes(row)).length / best.length;
    if (best.every((row, k) => rows[k] === row)) sameOrder++;
  });
  const recall = (found / queries.length).toFixed(4);
  console.log(
    `  ${name.padEnd(26)} recall@10 ${recall}  same order ${sameOrder}/${queries.length}  ${formatTimes(times)}`,
  );
}

function searchFloats(floats: Float32Array, query: Float32Array, wanted: number): number[] {
  const top = createTopRows(wanted);
  for (let row = 0, at = 0; at < floats.length; row++) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < DIMENSION; k += 4, at += 4) {
      a += floats[at]! * query[k]!;
      b += floats[at + 1]! * query[k + 1]!;
      c += floats[at + 2]! * query[k + 2]!;
      d += floats[at + 3]! * query[k + 3]!;
    }
    if (a + b + c + d >= top.floor) top.offer(row, a + b + c + d);
  }
  return top.take().map(({ row }) => row);
}

function scanOnly(block: VectorBlock, query: Float32Array, wanted: number): number[] {
  const top = createTopRows(wanted);
  scanBlock(block, quantizeQuery(query, block.stride), null, top, 0);
  return top.take().map(({ row }) => row);
}

async function measureReading(directory: string): Promise<void> {
  const store = openBenchStore(directory);
  const ids: string[] = [];
  for await (const { id } of preparedPassages(folder!, store.info().passages)) ids.push(id);
  const times: number[] = [];
  for (let i = 0; i < 100; i++) {
    const wanted = Array.from({ length: 2 * limit }, (_, k) => ids[(i * 7919 + k * 104_729) % ids.length]!);
    const from = performance.now();
    store.getVectors(wanted);
    times.push(performance.now() - from);
  }
  console.log(`reading ${2 * limit} vectors from a store of ${ids.length} passages: ${formatTimes(times)}`);
  store.close();
}
