import { describe, expect, it } from "vitest";
import { answer, collectAnswer, type Stages } from "../src/answer-engine.js";
import type { AnswerEvent } from "../src/domain/answer.js";
import { FootnoteError } from "../src/domain/errors.js";
import { exampleAnswer, exampleCandidates, exampleEvents, examplePlan } from "./doubles/example-answer.js";

const question = { text: "BM25 or dense vectors?", history: [] };
const evidence = exampleEvents.flatMap((event) => (event.type === "passages-ranked" ? event.evidence : []));
const { text, claims, confidence, invalidCitations, abstention } = exampleAnswer;

const stages: Stages = {
  understand: async () => examplePlan,
  retrieve: async () => exampleCandidates,
  rank: async () => evidence,
  generate: () => ({
    sources: exampleAnswer.sources,
    sentences: (async function* () {
      for (const claim of claims) yield { text: claim.text, separator: " " as const };
    })(),
  }),
  async *validate(_plan, _evidence, draft) {
    let i = 0;
    for await (const sentence of draft.sentences) {
      yield { type: "claim-checked", claim: claims[i++]!, kept: true, repairs: [] };
      yield { type: "answer-delta", text: sentence.text };
    }
    return { text, claims, disagreement: null, confidence, invalidCitations, abstention };
  },
};

async function run(changed: Partial<Stages> = {}, signal?: AbortSignal) {
  const events: AnswerEvent[] = [];
  const defects: unknown[] = [];
  const options = { profile: "balanced", onDefect: (error: unknown) => defects.push(error) };
  for await (const event of answer(question, { ...stages, ...changed }, options, signal)) events.push(event);
  return { events, types: events.map(({ type }) => type), last: events.at(-1)!, defects };
}

async function* replay(events: AnswerEvent[]) {
  yield* events;
}

describe("answer", () => {
  it("tells the stages in order", async () => {
    expect((await run()).types).toEqual(exampleEvents.map(({ type }) => type));
  });

  it("gives the whole answer before the end, under one id", async () => {
    const { events } = await run();
    const ended = await collectAnswer(replay(events));
    expect(ended).toMatchObject({ status: "answered", text, claims, confidence, profile: "balanced", degraded: [] });
    const ids = events.flatMap((event) => ("id" in event ? [event.id] : []));
    expect(new Set([...ids, ended.id]).size).toBe(1);
  });

  it("looks for related questions after the last delta, and says how long it took", async () => {
    let seen: string[] = [];
    const types: string[] = [];
    const relate: Stages["relate"] = async ({ validated }) => {
      seen = [...types, validated.text];
      return ["What is HNSW?"];
    };
    const options = { profile: "balanced", promptVersion: null };
    for await (const event of answer(question, { ...stages, relate }, options)) {
      types.push(event.type);
      if (event.type !== "answer-validated") continue;
      expect(event.answer.relatedQuestions).toEqual(["What is HNSW?"]);
      expect(event.answer.timings.related).toBeGreaterThanOrEqual(0);
    }
    expect(seen.slice(-2)).toEqual(["answer-delta", text]);
    expect((await collectAnswer(replay((await run()).events))).timings).not.toHaveProperty("related");
  });

  it("gives every answer an id of its own", async () => {
    const [first, second] = await Promise.all([run(), run()]);
    expect(await collectAnswer(replay(first.events))).not.toHaveProperty(
      "id",
      (await collectAnswer(replay(second.events))).id,
    );
  });

  it("lists the parts that were given up, each once", async () => {
    const { events } = await run({
      retrieve: async (_plan, { degrade }) => {
        degrade("dense");
        return exampleCandidates;
      },
      rank: async (_plan, _candidates, { degrade }) => {
        degrade("cross-encoder");
        degrade("dense");
        return evidence;
      },
    });
    expect((await collectAnswer(replay(events))).degraded).toEqual(["dense", "cross-encoder"]);
  });

  it("reports an abstention as an answer", async () => {
    const weak = { reason: "weak-evidence" as const, message: "The documents do not answer this question." };
    const { events, types } = await run({
      async *validate() {
        return { text: "", claims: [], disagreement: null, confidence: 0.1, invalidCitations: 0, abstention: weak };
      },
    });
    expect(types.slice(-2)).toEqual(["answer-validated", "answer-end"]);
    expect(await collectAnswer(replay(events))).toMatchObject({ status: "abstained", text: "", abstention: weak });
  });

  it("books writing the draft on generation, not on validation", async () => {
    const { events } = await run({
      generate: () => ({
        sources: [],
        sentences: (async function* () {
          await new Promise((resolve) => setTimeout(resolve, 60));
          yield { text: claims[0]!.text, separator: " " as const };
        })(),
      }),
    });
    const { timings } = await collectAnswer(replay(events));
    expect(timings.generation).toBeGreaterThan(50);
    expect(timings.validation).toBeLessThan(timings.generation);
    expect(timings.total).toBeGreaterThanOrEqual(timings.generation);
  });
});

describe("a failing answer", () => {
  it.each(["understand", "retrieve", "rank", "generate", "validate"] as const)(
    "ends with INTERNAL when %s throws, keeping the original to itself",
    async (stage) => {
      const original = new Error("ENOENT: /home/someone/secret");
      const { types, last, defects } = await run({
        [stage]: () => {
          throw original;
        },
      });
      expect(last).toMatchObject({ type: "answer-error", error: { code: "INTERNAL" } });
      expect(JSON.stringify(last)).not.toContain("secret");
      expect(types).not.toContain("answer-end");
      expect(defects).toEqual([original]);
    },
  );

  it("passes errors of the catalogue on, and does not call them defects", async () => {
    const { last, defects } = await run({
      retrieve: async () => {
        throw new FootnoteError("OVERLOADED", "Too many texts are waiting for the models.");
      },
    });
    expect(last).toMatchObject({ type: "answer-error", error: { code: "OVERLOADED" } });
    expect(defects).toEqual([]);
  });

  it("ends with ABORTED once the question is cancelled, whatever the stage threw", async () => {
    const controller = new AbortController();
    const { types, last, defects } = await run(
      {
        rank: async () => {
          controller.abort();
          throw new Error("interrupted");
        },
      },
      controller.signal,
    );
    expect(types).toEqual(["query-understood", "passages-retrieved", "answer-error"]);
    expect(last).toMatchObject({ error: { code: "ABORTED" } });
    expect(defects).toEqual([]);
  });

  it("closes the draft when its reader leaves early", async () => {
    let closed = false;
    const generate: Stages["generate"] = () => ({
      sources: [],
      sentences: (async function* () {
        try {
          yield { text: claims[0]!.text, separator: " " as const };
          yield { text: claims[1]!.text, separator: " " as const };
        } finally {
          closed = true;
        }
      })(),
    });
    for await (const event of answer(question, { ...stages, generate }, { profile: "fast" })) {
      if (event.type === "answer-delta") break;
    }
    expect(closed).toBe(true);
  });
});

describe("collectAnswer", () => {
  it("throws the error a stream ended in", async () => {
    const error = { code: "OVERLOADED", message: "Busy.", hint: "Wait." };
    await expect(collectAnswer(replay([{ type: "answer-error", error }]))).rejects.toMatchObject(error);
  });

  it("does not take a stream that breaks off for an answer", async () => {
    await expect(collectAnswer(replay(exampleEvents.slice(0, 4)))).rejects.toMatchObject({ code: "INTERNAL" });
  });
});
