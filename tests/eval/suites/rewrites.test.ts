import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contentWordF1, rewriteKind, sameContent } from "../../../eval/metrics/rewrites.js";
import { rewritesSuite } from "../../../eval/suites/rewrites.js";
import type { SuiteOptions } from "../../../eval/suites/suite.js";
import { profileSettings } from "../../../src/profiles.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";
import { createWordCountingModel } from "../../doubles/word-counting-model.js";
import { createStubReranker } from "../../doubles/stub-reranker.js";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "footnote-rewrites-"))));
afterEach(() => rm(folder, { recursive: true }));

describe("content-word F1", () => {
  it("is twice the words in common over the words of both, repeats counted, function words and order aside", () => {
    expect(contentWordF1("What is the height of the tower?", "Eiffel Tower height?")).toBe((2 * 2) / (2 + 3));
    expect(contentWordF1("tower tower", "tower")).toBe((2 * 1) / (2 + 1));
    expect(contentWordF1("How TALL is it?", "is it tall")).toBe(1);
  });

  it("is 0 for a question without content words, and missing for such a reference", () => {
    expect(contentWordF1("What is it?", "Eiffel tower")).toBe(0);
    expect(contentWordF1("Eiffel tower", "What is it?")).toBeNull();
  });
});

describe("what a person did to a question", () => {
  const history = ["What is the Eiffel Tower?"];
  it.each([
    ["How tall is it?", "How tall is it then?", "unchanged"],
    ["What do towers cost?", "What does a tower cost?", "unchanged"],
    ["How tall is it?", "How tall is the Eiffel Tower?", "resolved"],
    ["How many teams are there?", "What is the number of teams?", "reworded"],
    ["How tall is the Eiffel Tower?", "Eiffel Tower height?", "reworded"],
  ])("from %j to %j is %s", (lastTurn, rewrite, kind) => {
    expect(rewriteKind(rewrite, { lastTurn, history })).toBe(kind);
    expect(sameContent(rewrite, lastTurn)).toBe(kind === "unchanged");
  });
});

const ROWS = [
  { id: "c<::>1", lastTurn: "What is BM25?", history: [], rewrite: "What is BM25?" },
  { id: "c<::>2", lastTurn: "Who invented it?", history: ["What is BM25?"], rewrite: "Who invented BM25?" },
  {
    id: "c<::>3",
    lastTurn: "Explain stemming thoroughly.",
    history: ["What is BM25?"],
    rewrite: "Explain BM25 stemming.",
  },
].map((row) => ({ ...row, collection: "guide" }));

async function measure(flags: SuiteOptions["flags"] = {}) {
  const data = join(folder, "rewrites.jsonl");
  await writeFile(data, ROWS.map((row) => JSON.stringify(row)).join("\n"));
  const models = {
    embedder: createHashingEmbedder(),
    reranker: createStubReranker(() => 0),
    supportModel: createWordCountingModel(),
    answerabilityModel: createStubReranker(() => 5),
    close: async () => undefined,
  };
  const settings = profileSettings("balanced");
  const options = { data, settings, profile: "balanced", models, progress: () => undefined, seed: 1, cached: false };
  const open = await rewritesSuite.open({ ...options, flags });
  const rows = await Promise.all(open.items.map(async ({ id }) => (await open.measure(id)).row));
  await open.close();
  const metric = (name: string) => rewritesSuite.metrics[name]!.of(rows);
  return { rows, metric };
}

describe("the rewrites suite", () => {
  it("scores our question beside the last turn, all turns and the human rewrite", async () => {
    const { rows, metric } = await measure();
    expect(rows[1]!.forms).toEqual({
      lastTurn: "Who invented it?",
      allTurns: "What is BM25? Who invented it?",
      ours: "Who invented BM25?",
      human: "Who invented BM25?",
    });
    expect(rows[1]!.slices).toEqual({ collection: "guide", human: "resolved", turns: "second or third" });
    // The last turn lacks one word of two in the second row, and has one too many in the third: explain, stemming, thoroughly.
    const third = (2 * 2) / (3 + 3);
    expect(metric("lastTurn.f1")).toBeCloseTo((1 + (2 * 1) / (1 + 2) + third) / 3, 12);
    expect(metric("ours.f1")).toBeCloseTo((1 + 1 + third) / 3, 12);
    expect(metric("human.f1")).toBe(1);
    expect(metric("ours.gain")).toBeCloseTo((1 - 2 / 3) / 3, 12);
  });

  it("counts questions changed for nothing, and left where a person changed them", async () => {
    const { metric } = await measure();
    expect(metric("overRewriteRate")).toBe(0 / 1);
    // The third row: our rules see no reference to an earlier turn.
    expect(metric("missedRate")).toBe(1 / 2);
    expect(metric("missedRate.resolved")).toBe(1 / 2);
  });

  it("tells how often no model would be asked, and how many of these a person completed", async () => {
    const { metric } = await measure();
    // The first and the third row; the third got a word of the history.
    expect(metric("sureRate")).toBe(2 / 3);
    expect(metric("sure.resolvedRate")).toBe(1 / 2);
    expect(metric("unsure.f1")).toBe(1);
  });

  it("has no retrieval figures without a collection", async () => {
    const { metric } = await measure();
    expect(metric("human.ndcg@10")).toBeNull();
  });

  it("searches a collection with each form, for the questions that are judged there", async () => {
    const documents = [
      { _id: "inventor", title: "", text: "BM25 was invented by Robertson and colleagues." },
      { _id: "telephone", title: "", text: "The telephone was invented by Bell; invented, too, was the gramophone." },
      { _id: "stemming", title: "", text: "Stemming cuts endings." },
    ];
    const collection = join(folder, "collection");
    await mkdir(join(collection, "qrels"), { recursive: true });
    await writeFile(join(collection, "corpus.jsonl"), documents.map((row) => JSON.stringify(row)).join("\n"));
    await writeFile(join(collection, "queries.jsonl"), JSON.stringify({ _id: "c<::>2", text: "Who invented BM25?" }));
    await writeFile(join(collection, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nc<::>2\tinventor\t1\n");

    const { rows, metric } = await measure({ collection, split: "test" });
    expect(rows.map(({ scores }) => "human.ndcg@10" in scores)).toEqual([false, true, false]);
    expect(metric("human.ndcg@10")).toBe(1);
    expect(metric("ours.ndcg@10")).toBe(1);
    // "invented" alone finds the other inventor first.
    expect(metric("lastTurn.ndcg@10")).toBe(1 / Math.log2(2 + 1));
    expect(metric("lastTurn.recall@10")).toBe(1);
  });

  it("refuses a row without a rewrite", async () => {
    const path = join(folder, "broken.jsonl");
    await writeFile(path, JSON.stringify({ id: "1", lastTurn: "Why?", history: [] }));
    const options = { data: path, settings: profileSettings("balanced"), flags: {} } as unknown as SuiteOptions;
    await expect(rewritesSuite.open(options)).rejects.toMatchObject({ code: "DATA_INVALID" });
  });
});
