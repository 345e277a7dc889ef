import { describe, expect, it } from "vitest";
import { createConversations } from "../../src/conversation/conversations.js";
import type { AnswerEvent } from "../../src/domain/answer.js";
import type { Question } from "../../src/domain/query.js";
import type { ConversationStore, Exchange } from "../../src/ports/conversation-store.js";
import { collectAnswer } from "../../src/answer-engine.js";
import { exampleAnswer } from "../doubles/example-answer.js";

function memoryStore(): ConversationStore {
  const kept = new Map<string, Exchange[]>();
  return {
    read: async (id, limit) => kept.get(id)?.slice(-limit) ?? null,
    begin: async (id, exchange) => void kept.set(id, [exchange]),
    async append(id, exchange) {
      kept.get(id)?.push(exchange);
      return kept.has(id);
    },
    async remove(id) {
      const ids = kept.get(id)?.map(({ answerId }) => answerId) ?? null;
      kept.delete(id);
      return ids;
    },
    close: async () => undefined,
  };
}

/** Answers "<question>: <number of turns before>" after a moment. */
function answering(delayMs = 0) {
  const asked: Question[] = [];
  async function* answer(question: Question): AsyncGenerator<AnswerEvent> {
    asked.push(question);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const text = `${question.text}: ${question.history.length} [1].`;
    yield { type: "answer-validated", answer: { ...exampleAnswer, id: question.text, question: question.text, text } };
    yield { type: "answer-end", id: question.text };
  }
  return { asked, answer };
}

const question = (text: string): Question => ({ text, history: [] });

describe("a conversation", () => {
  it("is begun by a question without one, under an id that nobody can guess", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer } = answering();
    const ids = await Promise.all(
      ["a", "b"].map(async (text) => (await collectAnswer(ask(question(text), null, answer))).conversationId!),
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
  });

  it("gives the next question what was said, and names itself again", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer, asked } = answering();
    const { conversationId } = await collectAnswer(ask(question("first"), null, answer));
    const second = await collectAnswer(ask(question("second"), conversationId!, answer));
    expect(second.conversationId).toBe(conversationId);
    expect(asked[1]!.history).toEqual([
      { role: "user", content: "first" },
      { role: "assistant", content: "first: 0 [1]." },
    ]);
  });

  it("carries nothing over to another", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer, asked } = answering();
    const [one, other] = await Promise.all(
      ["secret", "other"].map(async (text) => (await collectAnswer(ask(question(text), null, answer))).conversationId!),
    );
    await collectAnswer(ask(question("more"), other!, answer));
    expect(JSON.stringify(asked.at(-1))).not.toContain("secret");
    expect(one).not.toBe(other);
  });

  it("answers questions that come at once one after another, each knowing those before", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer } = answering(10);
    const { conversationId: id } = await collectAnswer(ask(question("0"), null, answer));
    const texts = ["1", "2", "3"].map(async (text) => (await collectAnswer(ask(question(text), id!, answer))).text);
    expect(await Promise.all(texts)).toEqual(["1: 2 [1].", "2: 4 [1].", "3: 6 [1]."]);
  });

  it("does not hold up another", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer } = answering();
    const begin = async (): Promise<string> => (await collectAnswer(ask(question("0"), null, answer))).conversationId!;
    const [slow, quick] = [await begin(), await begin()];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = collectAnswer(
      ask(question("1"), slow, async function* (asked) {
        await held;
        yield* answer(asked);
      }),
    );
    expect((await collectAnswer(ask(question("2"), quick, answer))).text).toBe("2: 2 [1].");
    release();
    await first;
  });

  it("lets a waiting question be cancelled, and the next one have its place", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer } = answering(20);
    const { conversationId: id } = await collectAnswer(ask(question("0"), null, answer));
    const controller = new AbortController();
    const first = collectAnswer(ask(question("1"), id!, answer));
    const second = collectAnswer(ask(question("2"), id!, answer, controller.signal));
    const third = collectAnswer(ask(question("3"), id!, answer));
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: "ABORTED" });
    expect((await first).text).toBe("1: 2 [1].");
    expect((await third).text).toBe("3: 4 [1].");
  });

  it("refuses more questions than may wait", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer } = answering(20);
    const { conversationId: id } = await collectAnswer(ask(question("0"), null, answer));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, (_, i) => collectAnswer(ask(question(String(i)), id!, answer))),
    );
    expect(outcomes.map(({ status }) => status).filter((status) => status === "rejected")).toHaveLength(1);
    expect(outcomes[5]).toMatchObject({ reason: { code: "OVERLOADED" } });
  });

  it("goes on after a question that failed, or a reader who left", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer } = answering();
    const { conversationId: id } = await collectAnswer(ask(question("0"), null, answer));
    const failing = ask(question("1"), id!, async function* () {
      yield { type: "answer-end", id: "x" };
      throw new Error("broken");
    });
    await expect(collectAnswer(failing)).rejects.toMatchObject({ code: "INTERNAL" });
    const left = ask(question("2"), id!, answer);
    await left.next();
    await left.return();
    expect((await collectAnswer(ask(question("3"), id!, answer))).text).toBe("3: 4 [1].");
  });

  it("is not held up by a reader who went away without ending the stream", async () => {
    const { ask } = createConversations(memoryStore());
    const { answer } = answering();
    const { conversationId: id } = await collectAnswer(ask(question("0"), null, answer));
    const controller = new AbortController();
    await ask(question("1"), id!, answer, controller.signal).next();
    controller.abort();
    expect((await collectAnswer(ask(question("2"), id!, answer))).text).toContain("2:");
  });

  it("is unknown after it was removed, also for an answer that was still being written", async () => {
    const { ask, remove } = createConversations(memoryStore());
    const { answer } = answering(20);
    const { conversationId: id } = await collectAnswer(ask(question("0"), null, answer));
    const late = collectAnswer(ask(question("1"), id!, answer));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await remove(id!)).toEqual(["0"]);
    expect((await late).conversationId).toBeUndefined();
    await expect(collectAnswer(ask(question("2"), id!, answer))).rejects.toMatchObject({
      code: "CONVERSATION_UNKNOWN",
    });
    await expect(remove(id!)).rejects.toMatchObject({ code: "CONVERSATION_UNKNOWN" });
  });

  it("costs no answer when it cannot be written", async () => {
    const failures: unknown[] = [];
    const store = { ...memoryStore(), begin: () => Promise.reject(new Error("disk full")) };
    const { ask } = createConversations(store, (error) => failures.push(error));
    const answered = await collectAnswer(ask(question("0"), null, answering().answer));
    expect(answered).toMatchObject({ text: "0: 0 [1]." });
    expect(answered).not.toHaveProperty("conversationId");
    expect(failures).toHaveLength(1);
  });
});
