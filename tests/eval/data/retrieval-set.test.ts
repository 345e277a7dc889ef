import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRetrievalSet } from "../../../eval/data/retrieval-set.js";
import { collect } from "../../../eval/data/rows.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "footnote-eval-"));
  await mkdir(join(folder, "qrels"));
  await write("corpus.jsonl", `{"_id": "d1", "title": "One", "text": "First."}\n{"_id": "d2", "text": "Second."}\n`);
  await write("queries.jsonl", ["q1", "q2", "q3", "q4"].map((id) => `{"_id": "${id}", "text": "${id}?"}`).join("\n"));
  await write("qrels/test.tsv", `${HEADER}q3\td2\t2\nq1\td1\t1\nq1\td2\t0\nq2\td1\t0\n`);
});
afterEach(() => rm(folder, { recursive: true }));

const HEADER = "query-id\tcorpus-id\tscore\n";
const write = (path: string, content: string): Promise<void> => writeFile(join(folder, path), content);

describe("a retrieval set", () => {
  it("has the queries with a relevant document, in the order of their file", async () => {
    const { queries } = await openRetrievalSet(folder);
    expect(queries).toEqual([
      {
        id: "q1",
        text: "q1?",
        relevance: new Map([
          ["d1", 1],
          ["d2", 0],
        ]),
      },
      { id: "q3", text: "q3?", relevance: new Map([["d2", 2]]) },
    ]);
  });

  it("gives all documents, as often as they are asked for", async () => {
    const { documents } = await openRetrievalSet(folder, { limit: 1 });
    const expected = [
      { id: "d1", title: "One", text: "First." },
      { id: "d2", title: "", text: "Second." },
    ];
    expect(await collect(documents())).toEqual(expected);
    expect(await collect(documents())).toEqual(expected);
  });

  it("can be limited to the first judged queries, and opened with other judgements", async () => {
    await write("qrels/train.tsv", `${HEADER}q4\td1\t1\r\n`);
    expect((await openRetrievalSet(folder, { limit: 1 })).queries.map((query) => query.id)).toEqual(["q1"]);
    expect((await openRetrievalSet(folder, { split: "train" })).queries.map((query) => query.id)).toEqual(["q4"]);
  });

  it.each([
    ["too few columns", `${HEADER}q1\td1\n`, /test\.tsv:2: /],
    ["a grade that is no whole number", `${HEADER}q1\td1\t1\nq3\td2\thigh\n`, /test\.tsv:3: /],
    ["another format", `{"query": "q1"}\n`, /test\.tsv:1: /],
    ["nothing below the header", HEADER, /has no judgements/],
    ["a query that does not exist", `${HEADER}q9\td1\t1\n`, /judges query q9, which .*queries\.jsonl lacks/],
  ])("whose judgements have %s is refused", async (_, content, message) => {
    await write("qrels/test.tsv", content);
    await expect(openRetrievalSet(folder)).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringMatching(message),
    });
  });

  it("that lacks a part is refused by that part's name", async () => {
    await expect(openRetrievalSet(folder, { split: "dev" })).rejects.toMatchObject({
      code: "PATH_MISSING",
      message: expect.stringContaining(join("qrels", "dev.tsv")),
    });
    await expect(openRetrievalSet(join(folder, "corpus.jsonl"))).rejects.toMatchObject({ code: "PATH_MISSING" });
  });

  it("with a broken document is refused while the documents are read", async () => {
    await write("corpus.jsonl", `{"_id": "d1", "title": "One", "text": "First."}\n{"_id": 2, "text": "Second."}\n`);
    const { documents } = await openRetrievalSet(folder);
    await expect(collect(documents())).rejects.toThrow(/corpus\.jsonl:2: _id: /);
  });
});

const SCIFACT = join("..", "shared", "evals", "ir", "scifact");

describe.skipIf(!existsSync(SCIFACT))("SciFact (skipped where the evaluation data is absent)", () => {
  it("has 300 judged queries and 5,183 documents", async () => {
    const { queries, documents } = await openRetrievalSet(SCIFACT);
    expect(queries).toHaveLength(300);
    expect(await collect(documents())).toHaveLength(5_183);
  });
});
