import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../src/domain/answer.js";
import { recordTrace } from "../../src/tracing/record-trace.js";
import type { Trace } from "../../src/tracing/trace.js";
import { EXAMPLE_ID, exampleAnswer, exampleEvents } from "../doubles/example-answer.js";

const subject = { question: "BM25 or dense vectors?", profile: "fast" };

function memoryStore() {
  const saved: Trace[] = [];
  return { saved, save: async (trace: Trace) => void saved.push(trace) };
}

async function* streamOf(events: AnswerEvent[], failure?: Error): AsyncGenerator<AnswerEvent, void> {
  yield* events;
  if (failure) throw failure;
}

async function collect(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe("recordTrace", () => {
  it("passes the very same events through and saves them with their times", async () => {
    const store = memoryStore();
    const events = await collect(recordTrace(streamOf(exampleEvents), subject, store));

    expect(events.every((event, index) => event === exampleEvents[index])).toBe(true);
    expect(store.saved).toHaveLength(1);
    const [trace] = store.saved;
    expect(trace).toMatchObject({ id: EXAMPLE_ID, ...subject, answer: exampleAnswer, error: null });
    expect(trace!.events.map(({ event }) => event)).toEqual(exampleEvents);
    const times = trace!.events.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("has saved by the time its reader sees the end", async () => {
    const store = memoryStore();
    for await (const event of recordTrace(streamOf(exampleEvents), subject, store)) {
      if (event.type === "answer-end") expect(store.saved).toHaveLength(1);
    }
    expect.assertions(1);
  });

  it("saves an answer that ended in an error event", async () => {
    const store = memoryStore();
    const error = { code: "INDEX_MISSING", message: "There is no index.", hint: "Make one." };
    await collect(recordTrace(streamOf([{ type: "answer-error", error }]), subject, store));
    expect(store.saved).toEqual([expect.objectContaining({ answer: null, error, question: subject.question })]);
    expect(store.saved[0]!.id).not.toBe("");
  });

  it("saves what there was when the stream throws, and throws the same error on", async () => {
    const store = memoryStore();
    const failure = new Error("secret detail");
    const events = recordTrace(streamOf(exampleEvents.slice(0, 2), failure), subject, store);
    await expect(collect(events)).rejects.toBe(failure);
    expect(store.saved[0]!.events).toHaveLength(2);
    expect(store.saved[0]!.error).toMatchObject({ code: "INTERNAL" });
    expect(JSON.stringify(store.saved[0])).not.toContain("secret detail");
  });

  it("saves as aborted what its reader left", async () => {
    const store = memoryStore();
    for await (const event of recordTrace(streamOf(exampleEvents), subject, store)) {
      if (event.type === "passages-retrieved") break;
    }
    expect(store.saved[0]).toMatchObject({ id: EXAMPLE_ID, answer: null, error: { code: "ABORTED" } });
  });

  it("does not let a store that fails touch the answer", async () => {
    const failure = new Error("disk full");
    const failures: unknown[] = [];
    const store = { save: () => Promise.reject(failure) };
    const events = await collect(recordTrace(streamOf(exampleEvents), subject, store, (error) => failures.push(error)));
    expect(events).toEqual(exampleEvents);
    expect(failures).toEqual([failure]);
  });
});
