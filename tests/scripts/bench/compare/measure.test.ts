import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ComparedQuery, Engine } from "../../../../scripts/bench/compare/engines/engine.js";
import { measureInFreshProcess } from "../../../../scripts/bench/compare/fresh-process.js";
import { measureBuild, measureStart } from "../../../../scripts/bench/compare/measure.js";
import { writePool } from "../../../../scripts/bench/compare/pool.js";
import { PASSAGES, queryFor, VECTORS } from "./twenty-passages.js";

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "measure-"));
  const queries = PASSAGES.map(({ id }, i) => ({ id: `q${i}`, ...queryFor(i), relevance: new Map([[id, 1]]) }));
  await writePool(folder, { passages: PASSAGES, vectors: VECTORS, queries });
});
afterEach(() => rmSync(folder, { recursive: true }));

const assignment = () => ({ folder, size: 10, queries: Infinity, files: folder });

/** Finds the passage with the query's text, behind `before` wrong ones. */
function stubEngine(before: number, asked: ComparedQuery[] = []): Engine {
  const opened = {
    searchLexical: async (query: ComparedQuery) => {
      asked.push(query);
      const right = PASSAGES.find(({ text }) => text === query.text)!.id;
      return () => [...Array.from({ length: before }, (_, i) => `wrong ${i}`), right];
    },
    close: async () => undefined,
  };
  return { name: "stub", packages: [], build: async () => opened, open: async () => opened };
}

it("measures quality and time of the searches an engine has, and of those only", async () => {
  const figures = await measureBuild(stubEngine(0), assignment());
  expect(figures).toMatchObject({ passages: 10, queries: 10, "lexical.ndcg@10": 1 });
  expect(Object.keys(figures).filter((name) => /p50|p95/.test(name))).toEqual(["lexical.p50", "lexical.p95"]);
  expect(Object.keys(figures)).toEqual(expect.arrayContaining(["build.seconds", "memory.rss", "memory.live"]));
});

it("takes nDCG@10 of the ids that a search names", async () => {
  const figures = await measureBuild(stubEngine(2), assignment());
  expect(figures["lexical.ndcg@10"]).toBeCloseTo(1 / Math.log2(2 + 2), 10);
});

it("asks no more queries than wanted, each again after the warm-up", async () => {
  const asked: ComparedQuery[] = [];
  const figures = await measureBuild(stubEngine(0, asked), { ...assignment(), queries: 3 });
  expect(figures.queries).toBe(3);
  expect(asked.map(({ text }) => text)).toEqual([0, 3, 6, 0, 3, 6].map((i) => queryFor(i).text));
});

it("measures a start from disk until each search has answered once", async () => {
  const asked: ComparedQuery[] = [];
  const figures = await measureStart(stubEngine(0, asked), assignment());
  expect(Object.keys(figures)).toEqual(["start.ms", "start.rss", "start.live"]);
  expect(asked.length).toBe(1);
});

it("measures in a process of its own, whose failure is a result", async () => {
  const order = { ...assignment(), engine: "minisearch", start: false };
  const replies = await Promise.all([
    measureInFreshProcess(order, 60_000),
    measureInFreshProcess({ ...order, folder: join(folder, "missing") }, 60_000),
    measureInFreshProcess(order, 1),
  ]);
  expect(replies[0]).toMatchObject({ figures: { passages: 10, "lexical.ndcg@10": 1 } });
  expect(replies[1]).toMatchObject({ failure: expect.stringContaining("does not exist") });
  expect(replies[2]).toEqual({ failure: "not done after 0 s" });
});
