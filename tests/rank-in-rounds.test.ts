import { describe, expect, it } from "vitest";
import type { Candidate, Evidence } from "../src/domain/candidate.js";
import { unattendedRun } from "../src/domain/run.js";
import { createRankInRounds } from "../src/rank-in-rounds.js";
import { aPlan, someEvidence } from "./doubles/evidence.js";

describe("a second round", () => {
  const found: Record<string, string[]> = { question: ["a", "b", "c"], one: ["b", "d", "e"], two: ["f", "d"] };
  const asEvidence = (ids: string[]): Evidence[] =>
    ids.map((id) => someEvidence(`Passage ${id}.`, () => 0.5, { documentId: id }));
  const rounds = (queries: string[], settings = { maxQueries: 2, maxEvidence: 2 }, places = 3) => {
    const asked: string[] = [];
    const rank = createRankInRounds(
      {
        retrieve: async ({ subQueries }): Promise<Candidate[]> => {
          asked.push(...subQueries);
          return asEvidence(found[subQueries[0]!]!);
        },
        rank: async (_, candidates) => candidates as Evidence[],
        rankSecond: async (_, candidates) => candidates as Evidence[],
        nextQueries: async () => queries,
        places,
      },
      settings,
    );
    const run = unattendedRun();
    return rank(aPlan("question"), asEvidence(found.question!), run).then((evidence) => ({
      asked,
      ids: evidence.map(({ passage }) => passage.documentId),
      evidence,
    }));
  };

  it("gives the last places to the best of what its queries find in turn, each passage once", async () => {
    expect((await rounds(["one", "two"])).ids).toEqual(["a", "f", "d"]);
  });

  it("asks no more queries than it may, and only once", async () => {
    expect((await rounds(["one", "two"], { maxQueries: 1, maxEvidence: 1 })).asked).toEqual(["one"]);
  });

  it("leaves the first round's order alone when nothing is missing or it is switched off", async () => {
    expect((await rounds([])).ids).toEqual(["a", "b", "c"]);
    expect(await rounds(["one"], { maxQueries: 0, maxEvidence: 2 })).toMatchObject({ asked: [], ids: ["a", "b", "c"] });
  });

  it("takes no place away while some are free", async () => {
    expect((await rounds(["one", "two"], { maxQueries: 2, maxEvidence: 2 }, 12)).ids).toEqual([
      "a",
      "b",
      "c",
      "f",
      "d",
    ]);
  });

  it("keeps the best of the first round and hands on no sentence scored for another query", async () => {
    const { evidence, ids } = await rounds(["one", "two"], { maxQueries: 2, maxEvidence: 9 });
    expect(ids[0]).toBe("a");
    expect(evidence.slice(1).every(({ sentences }) => sentences.length === 0)).toBe(true);
  });
});
