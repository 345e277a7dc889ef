import { describe, expect, it } from "vitest";
import { answer, collectAnswer, type Stages } from "../src/answer-engine.js";
import type { AnswerEvent } from "../src/domain/answer.js";
import { FootnoteError } from "../src/domain/errors.js";
import type { SearchPlan } from "../src/domain/query.js";

const PLAN: SearchPlan = {
  question: "Why?",
  standaloneQuestion: "Why?",
  intent: "question",
  answerType: "reason",
  subQueries: ["Why?"],
  filters: {},
};
const QUESTION = { text: "Why?", history: [] };
const OPTIONS = { profile: "fast" };

function stages(changes: Partial<Stages> = {}): Stages {
  return {
    understand: async () => PLAN,
    retrieve: async () => [],
    rank: async () => [],
    generate: () => ({ sources: [], sentences: (async function* () {})() }),
    async *validate() {
      yield { type: "answer-delta", text: "Because." };
      return {
        text: "Because.",
        claims: [],
        disagreement: null,
        abstention: null,
        confidence: 0.9,
        invalidCitations: 0,
      };
    },
    ...changes,
  };
}

async function events(changes: Partial<Stages> = {}, signal?: AbortSignal): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = [];
  for await (const event of answer(QUESTION, stages(changes), OPTIONS, signal)) all.push(event);
  return all;
}

describe("an answer", () => {
  it("is told as events in the order of the stages", async () => {
    expect((await events()).map((event) => event.type)).toEqual([
      "query-understood",
      "passages-retrieved",
      "passages-ranked",
      "answer-delta",
      "answer-validated",
      "answer-end",
    ]);
  });

  it("lists the parts that stages gave up", async () => {
    const retrieve: Stages["retrieve"] = async (_plan, run) => {
      run.degrade("dense");
      return [];
    };
    const result = await collectAnswer(answer(QUESTION, stages({ retrieve }), OPTIONS));
    expect(result.degraded).toEqual(["dense"]);
  });

  it("is abstained when validation says so", async () => {
    const abstention = { reason: "no-evidence", message: "The documents do not say." } as const;
    const validate: Stages["validate"] = async function* () {
      return { text: "", claims: [], disagreement: null, abstention, confidence: 0, invalidCitations: 0 };
    };
    expect(await collectAnswer(answer(QUESTION, stages({ validate }), OPTIONS))).toMatchObject({
      status: "abstained",
      abstention,
    });
  });

  it("ends in an error of the catalogue that tells nothing of its inside", async () => {
    const rank = async (): Promise<never> => {
      throw new TypeError("secret at /etc/passwd");
    };
    const last = (await events({ rank })).at(-1)!;
    expect(last).toMatchObject({ type: "answer-error", error: { code: "INTERNAL" } });
    expect(JSON.stringify(last)).not.toContain("secret");
  });

  it("keeps an error of the catalogue as it is, through the stream and back", async () => {
    const retrieve = async (): Promise<never> => {
      throw new FootnoteError("INDEX_CORRUPT", "The index is damaged.");
    };
    const failed = collectAnswer(answer(QUESTION, stages({ retrieve }), OPTIONS));
    await expect(failed).rejects.toMatchObject({ code: "INDEX_CORRUPT", message: "The index is damaged." });
  });

  it("ends in ABORTED when the caller goes away", async () => {
    const controller = new AbortController();
    const retrieve: Stages["retrieve"] = async (_plan, run) => {
      controller.abort();
      run.signal.throwIfAborted();
      return [];
    };
    expect((await events({ retrieve }, controller.signal)).at(-1)).toMatchObject({
      type: "answer-error",
      error: { code: "ABORTED" },
    });
  });
});
