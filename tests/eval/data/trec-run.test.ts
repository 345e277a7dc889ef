import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTrecRun, type ScoredDocument, type TrecRun, writeTrecRun } from "../../../eval/data/trec-run.js";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "footnote-trec-"));
  path = join(folder, "run.trec");
});
afterAll(() => rm(folder, { recursive: true }));

const runOf = (rankings: Record<string, ScoredDocument[]>, tag = "fused"): TrecRun => ({
  tag,
  rankings: new Map(Object.entries(rankings)),
});
const ids = (documents: ScoredDocument[] | undefined): string[] => (documents ?? []).map((document) => document.id);

describe("a run file", () => {
  it("has a line for each document: query, Q0, document, rank, score, tag", async () => {
    await writeTrecRun(path, runOf({ q2: [{ id: "d7", score: 2.5 }, { id: "d1", score: -1 }], q1: [{ id: "d1", score: 1e-7 }] }));
    expect(await readFile(path, "utf8")).toBe(
      "q2 Q0 d7 1 2.5 fused\nq2 Q0 d1 2 -1 fused\nq1 Q0 d1 1 1.00000001e-7 fused\n",
    );
  });

  it("is read back as it was written; a query without documents leaves no trace", async () => {
    const run = runOf({ q2: [{ id: "d7", score: 2.5 }, { id: "dé", score: 0.25 }], q1: [{ id: "d1", score: 0 }] });
    await writeTrecRun(path, { ...run, rankings: new Map([...run.rankings, ["q3", []]]) });
    expect(await readTrecRun(path)).toEqual(run);
  });

  it("keeps the order of a ranking whose scores tie or rise, by 32-bit scores that fall", async () => {
    const scores = [1, 1, 1 - 1e-12, 3, 0, 0, 0, -2, -2];
    await writeTrecRun(path, runOf({ q: scores.map((score, i) => ({ id: `d${i}`, score })) }));
    const read = (await readTrecRun(path)).rankings.get("q")!;
    expect(ids(read)).toEqual(scores.map((_, i) => `d${i}`));
    expect(read.map(({ score }) => score)).toEqual([
      1,
      // The step of 32-bit numbers is 2^-24 below 1, and 2^-22 below -2.
      ...[1, 2, 3].map((steps) => expect.closeTo(1 - steps * 2 ** -24, 9)),
      0,
      ...[1, 2].map(() => expect.closeTo(0, 40)),
      -2,
      expect.closeTo(-2 - 2 ** -22, 8),
    ]);
    expect(new Set(read.map(({ score }) => Math.fround(score))).size).toBe(scores.length);
  });

  it("keeps any ranking", async () => {
    const score = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -1e30, max: 1e30, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(score, { minLength: 1, maxLength: 12 }), async (scores) => {
        await writeTrecRun(path, runOf({ q: scores.map((score, i) => ({ id: `d${i}`, score })) }));
        expect(ids((await readTrecRun(path)).rankings.get("q"))).toEqual(scores.map((_, i) => `d${i}`));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["a query id with a space", runOf({ "q 1": [{ id: "d", score: 1 }] }), /query id "q 1"/],
    ["a document id with a tab", runOf({ q: [{ id: "d\t1", score: 1 }] }), /document id "d\\t1"/],
    ["an empty document id", runOf({ q: [{ id: "", score: 1 }] }), /document id ""/],
    ["an empty tag", runOf({ q: [{ id: "d", score: 1 }] }, ""), /tag ""/],
    ["a document twice", runOf({ q: [{ id: "d", score: 2 }, { id: "d", score: 1 }] }), /Document d is twice .* q/],
    ["a score that is no number", runOf({ q: [{ id: "d", score: NaN }] }), /d of query q has a score of NaN/],
    ["an infinite score", runOf({ q: [{ id: "c", score: 1 }, { id: "d", score: Infinity }] }), /score of Infinity/],
    ["a score beyond 32 bits", runOf({ q: [{ id: "d", score: 1e300 }] }), /score of 1e\+300/],
  ])("does not hold %s", async (_, run, message) => {
    await expect(writeTrecRun(path, run)).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringMatching(message),
    });
  });

  it("cannot be written where there is no folder", async () => {
    const nowhere = join(folder, "missing", "run.trec");
    await expect(writeTrecRun(nowhere, runOf({}))).rejects.toMatchObject({
      code: "PATH_MISSING",
      message: expect.stringContaining(nowhere),
    });
    await expect(writeTrecRun(folder, runOf({}))).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  });
});

describe("a run file of another system", () => {
  it("is read in trec_eval's order: by score, ties by document id, the last first; ranks say nothing", async () => {
    await writeFile(path, "q\tQ0\ta 9 1.5 other\r\n\nq Q0 b 1 1e1 other\n q Q0 c 1 1.5 other\nq Q0 B 2 1.5 other\n");
    const { tag, rankings } = await readTrecRun(path);
    expect(tag).toBe("other");
    expect(ids(rankings.get("q"))).toEqual(["b", "c", "a", "B"]);
  });

  it.each([
    ["five fields", "q Q0 d 1 2.0", /run\.trec:1: not <query> Q0 /],
    ["seven fields", "q Q0 d 1 2.0 a tag", /run\.trec:1: not /],
    ["no Q0", "q Q0 d 1 2 x\nq 0 e 1 2 x", /run\.trec:2: not /],
    ["a score in words", "q Q0 d 1 high x", /run\.trec:1: not /],
    ["a score that is infinite", "q Q0 d 1 Infinity x", /run\.trec:1: not /],
    ["a rank in words", "q Q0 d first 2 x", /run\.trec:1: not /],
    ["a document twice for a query", "q Q0 d 1 2 x\np Q0 d 1 2 x\nq Q0 d 2 1 x", /run\.trec:3: document d .* query q/],
    ["two runs", "q Q0 d 1 2 x\nq Q0 e 2 1 y", /run\.trec:2: tag y after lines of x/],
    ["nothing", "\n\n", /has no rankings/],
  ])("is refused with %s", async (_, content, message) => {
    await writeFile(path, content);
    await expect(readTrecRun(path)).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringMatching(message),
    });
  });

  it("is refused when it is not there", async () => {
    await expect(readTrecRun(join(folder, "none.trec"))).rejects.toMatchObject({ code: "PATH_MISSING" });
  });
});
