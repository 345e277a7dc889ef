import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTrecRun } from "../../../eval/data/trec-run.js";
import { RANKING_METRICS, rankingMetrics } from "../../../eval/metrics/ranking.js";
import { retrievalSuite } from "../../../eval/suites/retrieval.js";
import type { Models } from "../../../src/compose.js";
import { embeddingText } from "../../../src/ingest/embedding-text.js";
import { profileSettings, withSetting } from "../../../src/profiles.js";
import { smallModels } from "../doubles/models.js";
import { type TemporaryFolder, useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();

const DOCUMENTS = [
  { _id: "keeper", title: "Keeper", text: "The lighthouse keeper lit the lighthouse lamp every evening." },
  { _id: "lamp", title: "Lamp", text: "A lamp burns oil." },
  { _id: "pier", title: "Pier", text: "Boats moor at the northern pier." },
  { _id: "bread", title: "Bread", text: "The oven bakes bread before dawn." },
];
const QUERIES = [
  { _id: "q1", text: "Who lit the lighthouse lamp?" },
  { _id: "q2", text: "oven for bread" },
  { _id: "q3", text: "never judged" },
];
const JUDGEMENTS: [query: string, document: string, grade: number][] = [
  ["q1", "keeper", 2],
  ["q1", "lamp", 1],
  ["q2", "bread", 1],
];

function writeBeir({ path, write, writeRows }: TemporaryFolder, judgements = JUDGEMENTS, split = "test"): string {
  mkdirSync(path("set/qrels"), { recursive: true });
  writeRows("set/corpus.jsonl", DOCUMENTS);
  writeRows("set/queries.jsonl", QUERIES);
  const lines = judgements.map((fields) => `${fields.join("\t")}\n`).join("");
  write(`set/qrels/${split}.tsv`, `query-id\tcorpus-id\tscore\n${lines}`);
  return path("set");
}

/** A cross-encoder that wants one document above all others. */
const preferring = (document: string): Models => smallModels((text) => (text.startsWith(document) ? 9 : -9));

interface MeasureOptions {
  models?: Models;
  flags?: Record<string, unknown>;
  set?: string[];
}

async function measure(data: string, { models = preferring("Lamp"), flags = {}, set = [] }: MeasureOptions = {}) {
  const open = await retrievalSuite.open({
    ...{ data, profile: "balanced", settings: set.reduce(withSetting, profileSettings("balanced")), models, flags },
    ...{ progress: () => undefined, seed: 1, cached: true },
  });
  const rows = await Promise.all(open.items.map(async ({ id }) => (await open.measure(id)).row));
  await open.close();
  return rows;
}

const idsOf = (ranking: readonly [id: string, score: number][] | undefined) => ranking?.map(([id]) => id);

describe("a folder of queries and judgements", () => {
  it("is searched by each arm alone, by words, fused, hybrid and reranked, for every query that is judged", async () => {
    const rows = await measure(writeBeir(temporary));
    expect(rows.map(({ id, text }) => [id, text])).toEqual([
      ["q1", "Who lit the lighthouse lamp?"],
      ["q2", "oven for bread"],
    ]);
    for (const { rankings } of rows)
      expect(Object.keys(rankings)).toEqual(["hybrid", "lexical", "fused", "bm25", "dense", "reranked"]);
  });

  it("has what BM25 finds under its name: documents that share a word, no others", async () => {
    const [row] = await measure(writeBeir(temporary));
    expect(idsOf(row!.rankings.bm25)).toEqual(["keeper", "lamp"]);
    const scores = row!.rankings.bm25!.map(([, score]) => score);
    expect(scores[0]).toBeGreaterThan(scores[1]!);
  });

  it("has the order of the vectors under theirs", async () => {
    const models = preferring("Lamp");
    const [row] = await measure(writeBeir(temporary), { models });
    const query = await models.embedder.embedQuery(QUERIES[0]!.text);
    const texts = DOCUMENTS.map((document) => embeddingText({ ...document, headingPath: [] }));
    const cosines = (await models.embedder.embedPassages(texts)).map((vector) =>
      vector.reduce((sum, value, i) => sum + value * query[i]!, 0),
    );
    const expected = DOCUMENTS.map(({ _id }, i) => ({ _id, cosine: cosines[i]! })).sort((a, b) => b.cosine - a.cosine);
    expect(idsOf(row!.rankings.dense)?.slice(0, 2)).toEqual(expected.slice(0, 2).map(({ _id }) => _id));
    expect(row!.rankings.dense).toHaveLength(DOCUMENTS.length);
  });

  it("has the order of the cross-encoder on top of the hybrid one, and nothing is lost", async () => {
    const [row] = await measure(writeBeir(temporary), { set: ["ranking.crossEncoder.shortBlend=1"] });
    const { hybrid, reranked } = row!.rankings;
    expect(idsOf(hybrid)![0]).toBe("keeper");
    expect(idsOf(reranked)![0]).toBe("lamp");
    expect(idsOf(reranked)!.toSorted()).toEqual(idsOf(hybrid)!.toSorted());
  });

  it("is scored arm by arm: the hybrid search under the plain names, the others before theirs", async () => {
    const [row] = await measure(writeBeir(temporary), { set: ["ranking.crossEncoder.shortBlend=1"] });
    const relevance = new Map([
      ["keeper", 2],
      ["lamp", 1],
    ]);
    const expected = Object.entries(row!.rankings).flatMap(([arm, ranking]) =>
      Object.entries({ ...rankingMetrics(idsOf(ranking)!, relevance), "hasAnswer@1": null }).map(([name, value]) => [
        arm === "hybrid" ? name : `${arm}.${name}`,
        value,
      ]),
    );
    expect(row!.scores).toEqual(Object.fromEntries(expected));
    expect(Object.keys(retrievalSuite.metrics).toSorted()).toEqual(Object.keys(row!.scores).toSorted());
    // Grades 2 and 1 in the right order; and the wrong one, with lamp first.
    expect(row!.scores["bm25.ndcg@10"]).toBe(1);
    expect(row!.scores["bm25.map"]).toBe(1);
    const place = 1 / Math.log2(idsOf(row!.rankings.reranked)!.indexOf("keeper") + 2);
    expect(row!.scores["reranked.ndcg@10"]).toBeCloseTo((1 + 2 * place) / (2 + 1 / Math.log2(3)), 12);
    expect(row!.scores["reranked.recall@1"]).toBe(1 / 2);
  });

  it.each<MeasureOptions>([{ flags: { rerank: false } }, { set: ["ranking.crossEncoder.depth=0"] }])(
    "has no reranked arm where the cross-encoder is off: %o",
    async (options) => {
      const [row] = await measure(writeBeir(temporary), options);
      expect(Object.keys(row!.rankings)).toEqual(["hybrid", "lexical", "fused", "bm25", "dense"]);
      expect(retrievalSuite.metrics["reranked.ndcg@10"]!.of([row!])).toBeNull();
      expect(retrievalSuite.metrics["ndcg@10"]!.of([row!])).not.toBeNull();
    },
  );

  it("has the split that is wanted", async () => {
    const folder = writeBeir(temporary, [["q2", "bread", 1]], "train");
    expect((await measure(folder, { flags: { split: "train" } })).map(({ id }) => id)).toEqual(["q2"]);
    await expect(measure(folder, { flags: { split: "dev" } })).rejects.toMatchObject({ code: "PATH_MISSING" });
  });

  it("gives the same rows again", async () => {
    const folder = writeBeir(temporary);
    expect(await measure(folder)).toEqual(await measure(folder));
  });
});

describe("TREC run files", () => {
  it("hold every arm's rankings, in the order of the rows", async () => {
    const rows = await measure(writeBeir(temporary));
    const out = temporary.path("out");
    mkdirSync(out);
    await retrievalSuite.writeFiles!(rows, out);
    for (const arm of ["hybrid", "lexical", "fused", "bm25", "dense", "reranked"]) {
      const { tag, rankings } = await readTrecRun(`${out}/${arm}.trec`);
      expect(tag).toBe(`footnote-${arm}`);
      expect([...rankings.keys()]).toEqual(["q1", "q2"]);
      for (const { id, rankings: measured } of rows) {
        expect(rankings.get(id)!.map((document) => document.id)).toEqual(idsOf(measured[arm]));
      }
    }
  });

  it("have no white space in their ids", async () => {
    const out = temporary.path("");
    const row = {
      id: "q 1",
      text: "",
      slices: {},
      scores: {},
      rankings: { fused: [["a b", 1]] as [string, number][] },
    };
    await retrievalSuite.writeFiles!([row], out);
    expect((await readTrecRun(`${out}/fused.trec`)).rankings).toEqual(
      new Map([["q%201", [{ id: "a%20b", score: 1 }]]]),
    );
  });

  it("are not written of no rows", async () => {
    await expect(retrievalSuite.writeFiles!([], temporary.path("none"))).resolves.toBeUndefined();
  });

  it("tell ids apart that differ in white space only", async () => {
    const ranking: [string, number][] = [
      ["a b", 1],
      ["a_b", 0.5],
    ];
    const row = { id: "q1", text: "", slices: {}, scores: {}, rankings: { fused: ranking } };
    await retrievalSuite.writeFiles!([row], temporary.path(""));
  });
});

describe("a question file as a collection", () => {
  const passage = (id: string, text: string, gold = false) => ({ id, title: "", text, gold });
  const questions = [
    {
      ...{ id: "q1", question: "Who lit the lighthouse lamp?", answers: ["The keeper"], answerable: true },
      passages: [passage("p1", "The keeper lit the lighthouse lamp.", true), passage("p2", "A lamp burns oil.")],
    },
    {
      ...{ id: "q2", question: "What bakes bread?", answers: ["The oven"], answerable: true },
      passages: [passage("p3", "The oven bakes bread.", true)],
    },
    {
      ...{ id: "q3", question: "Who sank the boat?", answers: [], answerable: false },
      passages: [passage("p4", "No.")],
    },
  ];

  it("searches all its passages for each question that has gold", async () => {
    const path = temporary.writeRows("questions.jsonl", questions);
    const rows = await measure(path, { models: preferring("The") });
    expect(rows.map(({ id }) => id)).toEqual(["q1", "q2"]);
    expect(rows.map(({ scores }) => scores["bm25.recall@1"])).toEqual([1, 1]);
    expect(idsOf(rows[0]!.rankings.dense)!.toSorted()).toEqual(["p1", "p2", "p3", "p4"]);
  });

  it("knows whether the first passage holds a short answer, gold or not", async () => {
    const withAnswers = questions.map((question, i) => ({ ...question, answers: [["oil"], ["no"], []][i]! }));
    const path = temporary.writeRows("questions.jsonl", withAnswers);
    const scoresWith = async (first: string) => {
      const set = ["ranking.crossEncoder.shortBlend=1"];
      return (await measure(path, { models: preferring(first), set })).map(({ scores }) => scores);
    };
    expect((await scoresWith("A lamp")).map((scores) => scores["reranked.hasAnswer@1"])).toEqual([1, null]);
    expect((await scoresWith("A lamp"))[0]!["reranked.recall@1"]).toBe(0);
    expect((await scoresWith("The keeper")).map((scores) => scores["reranked.hasAnswer@1"])).toEqual([0, null]);
  });
});

describe("the metrics", () => {
  it("are those of every arm, the hybrid first, all the higher the better", () => {
    const names = Object.keys(retrievalSuite.metrics);
    expect(names).toHaveLength(6 * (Object.keys(RANKING_METRICS).length + 1));
    expect(names[0]).toBe("ndcg@10");
    expect(new Set(Object.values(retrievalSuite.metrics).map(({ better }) => better))).toEqual(new Set(["higher"]));
  });
});
