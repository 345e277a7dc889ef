import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMIT } from "../../../../scripts/bench/compare/engines/engine.js";
import { ENGINE_KEYS, loadEngine } from "../../../../scripts/bench/compare/engines/index.js";
import { searchesOf } from "../../../../scripts/bench/compare/measure.js";
import { PASSAGES, queryFor, VECTORS } from "./twenty-passages.js";

// Before the tests, for imports can take longer than a test may.
const engines = await Promise.all(ENGINE_KEYS.map(async (key) => [key, await loadEngine(key)] as const));

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "compare-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const SEARCHES: Record<string, string[]> = {
  footnote: ["lexical", "dense", "hybrid"],
  minisearch: ["lexical"],
  "minisearch-tuned": ["lexical"],
  orama: ["lexical", "dense", "hybrid"],
  langchain: ["dense"],
  vectra: ["dense"],
};

it("measures every engine it names, and no other", () => {
  expect(ENGINE_KEYS).toEqual(Object.keys(SEARCHES));
  expect(() => loadEngine("lucene")).toThrow('no engine "lucene"');
});

describe.each(engines)("%s", (key, engine) => {
  it("offers its searches, and finds the exact match first in each", async () => {
    const opened = await engine.build(PASSAGES, VECTORS, folder);
    const searches = searchesOf(opened);
    expect(searches.map(([arm]) => arm)).toEqual(SEARCHES[key]);
    for (const [, search] of searches) {
      for (const [i, { id }] of PASSAGES.entries()) {
        const ids = (await search(queryFor(i)))();
        expect(ids[0]).toBe(id);
        expect(ids.length).toBeLessThanOrEqual(LIMIT);
        expect(new Set(ids).size).toBe(ids.length);
        expect(PASSAGES.map((passage) => passage.id)).toEqual(expect.arrayContaining(ids));
      }
    }
    await opened.close();
  });
});

describe.each(engines.filter(([, engine]) => engine.open))("%s", (_, engine) => {
  it("finds the same after a start from disk", async () => {
    const built = await engine.build(PASSAGES, VECTORS, folder);
    const before = await answersOf(built);
    await built.close();
    const opened = await engine.open!(folder, VECTORS[0]!.length);
    expect(await answersOf(opened)).toEqual(before);
    await opened.close();
  });
});

async function answersOf(opened: Parameters<typeof searchesOf>[0]): Promise<string[][]> {
  const answers = [];
  for (const [, search] of searchesOf(opened)) answers.push((await search(queryFor(3)))());
  return answers;
}

it("gives every dense search the same passages", async () => {
  const answers: string[][] = [];
  for (const [key, engine] of engines) {
    const files = mkdtempSync(join(folder, `${key}-`));
    const opened = await engine.build(PASSAGES, VECTORS, files);
    if (opened.searchDense) answers.push((await opened.searchDense(queryFor(0)))().slice(0, 2));
    await opened.close();
  }
  expect(answers).toEqual(answers.map(() => answers[0]));
  expect(answers.length).toBe(4);
});
