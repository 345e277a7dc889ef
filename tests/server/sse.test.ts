import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../src/domain/answer.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { encodeSse, formatSse, SSE_HEARTBEAT } from "../../src/server/sse.js";
import { exampleEvents } from "../doubles/example-answer.js";

async function collect(chunks: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

describe("formatSse", () => {
  it("writes the name of the event and its data on one line each", () => {
    expect(formatSse({ type: "answer-end" })).toBe('event: answer-end\ndata: {"type":"answer-end"}\n\n');
  });

  it("stays one event whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const lines = formatSse({ type: "answer-delta", text } as AnswerEvent).split(/\r\n|\r|\n/);
        expect(lines).toHaveLength(4);
        expect(JSON.parse(lines[1]!.slice("data: ".length))).toEqual({ type: "answer-delta", text });
      }),
    );
  });
});

describe("encodeSse", () => {
  it("keeps the names and the order of the events", async () => {
    const chunks = await collect(encodeSse(events(exampleEvents)));
    expect(chunks.map((chunk) => /^event: (.*)$/m.exec(chunk)![1])).toEqual(exampleEvents.map(({ type }) => type));
  });

  it("sends candidates without their texts, and sources with theirs", async () => {
    const [, retrieved, ranked] = await collect(encodeSse(events(exampleEvents)));
    expect(retrieved).not.toContain("It needs no training.");
    expect(JSON.parse(retrieved!.split("data: ")[1]!).candidates[0]).toEqual({
      id: "retrieval/bm25.md#0",
      title: "BM25",
      headingPath: ["Where it shines"],
      score: 0.9,
      bm25: { rank: 1, score: 11.2 },
      dense: { rank: 2, score: 0.81 },
    });
    const { evidence, sources } = JSON.parse(ranked!.split("data: ")[1]!);
    expect(evidence[0]).toMatchObject({
      relevance: 5.25,
      bestSentence: { text: "BM25 finds exact names.", score: 0.77 },
    });
    expect(sources[0].passages[0].text).toBe("BM25 finds exact names. It needs no training.");
  });

  it("sends a heartbeat through every silence", async () => {
    const chunks = await collect(encodeSse(slowly(), 10));
    expect(chunks.filter((chunk) => chunk === SSE_HEARTBEAT).length).toBeGreaterThanOrEqual(2);
    expect(chunks.at(-1)).toContain("answer-end");
  });

  it("ends a stream that throws with the error as an event, and says nothing of an unexpected one", async () => {
    const expected = await collect(encodeSse(failing(new FootnoteError("OVERLOADED", "Too much."))));
    expect(expected.at(-1)).toMatch(/^event: answer-error\n.*OVERLOADED.*Too much\./);
    const unexpected = await collect(encodeSse(failing(new Error("/srv/secret.ts:12"))));
    expect(unexpected.at(-1)).toContain("INTERNAL");
    expect(unexpected.at(-1)).not.toContain("secret");
  });

  it("lets go of the events when its reader leaves", async () => {
    let released = false;
    async function* watched(): AsyncGenerator<AnswerEvent, void> {
      try {
        yield* exampleEvents;
      } finally {
        released = true;
      }
    }
    for await (const chunk of encodeSse(watched())) if (chunk.includes("passages-retrieved")) break;
    expect(released).toBe(true);
  });
});

async function* events(all: AnswerEvent[]): AsyncGenerator<AnswerEvent, void> {
  yield* all;
}

async function* slowly(): AsyncGenerator<AnswerEvent, void> {
  await new Promise((resolve) => setTimeout(resolve, 60));
  yield { type: "answer-end", id: "1" };
}

async function* failing(error: Error): AsyncGenerator<AnswerEvent, void> {
  yield exampleEvents[0]!;
  throw error;
}
