import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNextQueryTask } from "../../src/adapters/openai/next-query-task.js";
import type { DegradedPart } from "../../src/domain/answer.js";
import { unattendedRun } from "../../src/domain/run.js";
import { createNextQueries } from "../../src/understanding/next-queries-with-model.js";
import { nextQueries } from "../../src/understanding/next-queries.js";
import { aPlan, someEvidence } from "../doubles/evidence.js";
import { createScriptedChatModel, type ScriptedTurn } from "../doubles/scripted-chat-model.js";

const manuscript = {
  title: "Flute Sonata in C major",
  text: "The sonata is in four movements. The manuscript is in the hand of Carl Philipp Emanuel Bach, a German musician.",
};
const question = "The manuscript of the Flute Sonata is in the hand of a German musician whose godfather is whom?";

describe("the queries of a second round", () => {
  it("join a name that was found with the words that were not", () => {
    expect(nextQueries(question, [manuscript], 2)).toEqual(["Carl Philipp Emanuel Bach godfather"]);
  });

  it("ask first for the names of the question that nothing holds", () => {
    const found = [{ title: "Circus Diablo", text: "Circus Diablo was an American rock band." }];
    expect(nextQueries("Which band was formed first, Circus Diablo or The Exies?", found, 1)).toEqual(["Exies"]);
  });

  it("are none when the best passages hold every telling word, or when there are none", () => {
    expect(
      nextQueries(
        "Who wrote the manuscript of the sonata in four movements?",
        [{ ...manuscript, text: `${manuscript.text} He wrote it in 1736.` }],
        2,
      ),
    ).toEqual([]);
    expect(nextQueries(question, [], 2)).toEqual([]);
  });

  it("are no more than wanted, none empty and none twice, whatever is asked and found", () => {
    const text = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: "binary", maxLength: 60 }));
    const passages = fc.array(fc.record({ title: text, text }), { maxLength: 4 });
    fc.assert(
      fc.property(text, passages, fc.integer({ min: 0, max: 3 }), (asked, found, limit) => {
        const queries = nextQueries(asked, found, limit);
        expect(queries.length).toBeLessThanOrEqual(limit);
        expect(new Set(queries).size).toBe(queries.length);
        expect(queries.every((query) => query.trim() !== "")).toBe(true);
      }),
    );
  });
});

describe("with a model", () => {
  async function next(turn: ScriptedTurn) {
    const { model: chatModel, asked } = createScriptedChatModel(turn);
    const degraded: DegradedPart[] = [];
    const run = { ...unattendedRun(), degrade: (part: DegradedPart) => void degraded.push(part) };
    const ask = createNextQueries(
      { chatModel, task: createNextQueryTask() },
      { secondRound: { maxQueries: 2 }, understanding: { model: { timeoutMs: 50 } } },
    );
    return {
      queries: await ask(aPlan(question), [someEvidence(manuscript.text, undefined, { title: manuscript.title })], run),
      asked,
      degraded,
    };
  }

  it("are its own, no more than wanted, plain and short", async () => {
    const queries = ["C. P. E. Bach\n godfather", "", "x".repeat(300), "Telemann", "Telemann", "Hamburg"];
    const { queries: asked, degraded } = await next(JSON.stringify({ queries }));
    expect(asked).toEqual(["C. P. E. Bach godfather", "Telemann"]);
    expect(degraded).toEqual([]);
  });

  it("are none when it says that nothing is missing", async () => {
    expect((await next('{"queries": []}')).queries).toEqual([]);
  });

  it.each([
    ["text", "no idea"],
    ["an error", new Error("away")],
    ["no end", { hang: true } as const],
  ])("are the rules' when it gives %s", async (_, turn) => {
    const { queries, degraded } = await next(turn);
    expect(queries).toEqual(["Carl Philipp Emanuel Bach godfather"]);
    expect(degraded).toEqual(["llm-understanding"]);
  });

  it("come from passages that stand only in the user's turn", async () => {
    const [system, user] = (await next('{"queries": []}')).asked[0]!.messages;
    expect(system!.content).not.toContain("Emanuel");
    expect(user!.content).toContain("Emanuel");
  });
});
