import { describe, expect, it } from "vitest";
import { createMemorySource } from "../../src/adapters/embedded/memory-source.js";
import { createEmbeddedIndex } from "../../src/adapters/embedded/passage-index.js";
import { FootnoteError } from "../../src/domain/errors.js";
import type { SearchPlan } from "../../src/domain/query.js";
import { type Run, unattendedRun } from "../../src/domain/run.js";
import type { Embedder } from "../../src/ports/embedder.js";
import { createRetrieve, denseWeightFor } from "../../src/retrieval/retrieve.js";
import { createHashingEmbedder } from "../doubles/hashing-embedder.js";

const TEXTS = {
  "cats.md": ["Cats sleep most of the day.", "2024-03-01", "https://pets.example.org/cats"],
  "dogs.md": ["Dogs bark at strangers.", "2022-01-05", "https://pets.example.org/dogs"],
  "stars.md": ["Stars burn hydrogen in their cores.", "2024-06-01", "https://sky.example.org/stars"],
  "undated.md": ["Cats and dogs and stars.", null, null],
} as const;

const embedder = createHashingEmbedder({ dimension: 256 });
const passages = await Promise.all(
  Object.entries(TEXTS).map(async ([documentId, [text, publishedAt, url]]) => ({
    ...{
      id: `${documentId}#0`,
      documentId,
      title: "",
      url,
      publishedAt,
      tags: [],
      trust: "normal" as const,
      page: null,
      headingPath: [],
      start: 0,
      end: text.length,
      text,
    },
    embedding: (await embedder.embedPassages([text]))[0]!,
  })),
);
const index = createEmbeddedIndex(createMemorySource(passages), embedder.dimension, {
  bm25: { k1: 1.2, b: 0.75 },
  fieldWeights: [1, 1, 1],
});

const plan = (subQueries: string[], filters: SearchPlan["filters"] = {}): SearchPlan => ({
  ...{ question: subQueries[0]!, standaloneQuestion: subQueries[0]!, intent: "question", answerType: "any" },
  ...{ subQueries, filters },
});

function start({
  signal = new AbortController().signal,
  denseWeight = 0.5,
  maxCandidates = 10,
  using = embedder,
} = {}) {
  const degraded: string[] = [];
  const run: Run = { ...unattendedRun(signal), degrade: (part) => degraded.push(part) };
  const retrieve = createRetrieve(
    { index, embedder: using },
    { hitsPerArm: 10, maxCandidates, fusion: { denseWeight, exactDenseWeight: 0.3 } },
  );
  return {
    degraded,
    search: (...question: Parameters<typeof plan>) => retrieve(plan(...question), run),
    ids: async (...question: Parameters<typeof plan>) =>
      (await retrieve(plan(...question), run)).map((candidate) => candidate.passage.documentId),
  };
}

const broken = (error: Error): Embedder => ({ ...embedder, embedQuery: () => Promise.reject(error) });

describe("the share of the vectors", () => {
  it.each([
    ["What is FST_ERR_CTP_BODY_TOO_LARGE?", 0.3],
    ["Since v5.2?", 0.3],
    ["What is the body limit?", 0.55],
    // Two-hop questions quote names of things and ask for others.
    ['Who sang "Dear Brother"?', 0.55],
  ])("for %j is %d", (query, share) => {
    expect(denseWeightFor(query, { denseWeight: 0.55, exactDenseWeight: 0.3 })).toBe(share);
  });

  it("is never raised by an identifier", () => {
    expect(denseWeightFor("FST_ERR_X", { denseWeight: 0, exactDenseWeight: 0.3 })).toBe(0);
  });
});

describe("retrieval", () => {
  it("gives whole passages, best first, with what each arm said", async () => {
    const { search, degraded } = start();
    const candidates = await search(["When do cats sleep?"]);
    expect(candidates[0]).toMatchObject({
      passage: { id: "cats.md#0", text: "Cats sleep most of the day.", publishedAt: "2024-03-01" },
      bm25: { rank: 1 },
      dense: { rank: 1 },
      score: 1,
    });
    expect(candidates.map(({ score }) => score)).toEqual(candidates.map(({ score }) => score).sort((a, b) => b - a));
    expect(degraded).toEqual([]);
  });

  it("merges sub-queries, with each passage once and at its best score", async () => {
    const { search } = start({ denseWeight: 0 });
    const [cats, stars, both] = [
      await search(["cats"]),
      await search(["stars burn"]),
      await search(["cats", "stars burn"]),
    ];
    const ids = both.map(({ passage }) => passage.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { passage, score } of both) {
      const scores = [...cats, ...stars].filter((one) => one.passage.id === passage.id).map((one) => one.score);
      expect(score).toBe(Math.max(...scores));
    }
    expect(ids).toEqual(expect.arrayContaining(["cats.md#0", "stars.md#0", "undated.md#0"]));
  });

  it("hands on no more candidates than it is set to", async () => {
    expect(await start({ maxCandidates: 2 }).ids(["cats dogs stars"])).toHaveLength(2);
  });

  it("finds nothing for a plan without sub-queries", async () => {
    const { search } = start();
    expect(await search([])).toEqual([]);
  });

  it.each([
    ["a host", { site: "sky.example.org" }, ["stars.md"]],
    ["a domain above the host", { site: "example.org" }, ["cats.md", "dogs.md", "stars.md"]],
    ["the beginning of a document id", { site: "undated" }, ["undated.md"]],
    ["a first date, inclusive", { publishedAfter: "2024-03-01" }, ["cats.md", "stars.md"]],
    ["a last date, inclusive", { publishedBefore: "2024-03-01" }, ["cats.md", "dogs.md"]],
    ["a last year, inclusive", { publishedBefore: "2022" }, ["dogs.md"]],
    ["nothing that matches", { site: "elsewhere.test" }, []],
  ])("keeps to %s in both arms", async (_, filters, expected) => {
    for (const denseWeight of [0, 0.5, 1]) {
      expect((await start({ denseWeight }).ids(["cats dogs stars"], filters)).sort()).toEqual(expected);
    }
  });
});

describe("retrieval by one arm", () => {
  it("leaves the embedder alone when dense vectors weigh nothing", async () => {
    const { search, degraded } = start({ denseWeight: 0, using: broken(new Error("was called")) });
    const candidates = await search(["cats"]);
    expect(candidates.map((candidate) => candidate.dense)).toEqual([null, null]);
    expect(degraded).toEqual([]);
  });

  it("leaves BM25 out when dense vectors weigh everything", async () => {
    const candidates = await start({ denseWeight: 1 }).search(["cats"]);
    expect(candidates.length).toBe(4);
    expect(candidates.every((candidate) => candidate.bm25 === null)).toBe(true);
  });
});

describe("retrieval whose embedder fails", () => {
  it("goes on with BM25 and says so", async () => {
    const { ids, degraded } = start({ using: broken(new FootnoteError("OVERLOADED", "Too many texts are waiting.")) });
    expect((await ids(["cats"])).sort()).toEqual(["cats.md", "undated.md"]);
    expect(degraded).toEqual(["dense"]);
  });

  it("stops when the question was cancelled", async () => {
    const error = new FootnoteError("ABORTED", "The question was cancelled.");
    const { search, degraded } = start({ signal: AbortSignal.abort(), using: broken(error) });
    await expect(search(["cats"])).rejects.toBe(error);
    expect(degraded).toEqual([]);
  });
});
