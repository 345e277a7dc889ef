import { describe, expect, it } from "vitest";
import { createAnswerQueue } from "../../src/server/answer-queue.js";

const never = new AbortController().signal;

describe("the answer queue", () => {
  it("lets as many run as it may and the next one when a turn ends, in order of arrival", async () => {
    const queue = createAnswerQueue({ running: 1, waiting: 2 });
    const started: string[] = [];
    const leave = await queue.enter(never);
    const second = queue.enter(never).then((leave) => (started.push("second"), leave));
    const third = queue.enter(never).then((leave) => (started.push("third"), leave));
    await Promise.resolve();
    expect(started).toEqual([]);
    leave();
    (await second)();
    (await third)();
    expect(started).toEqual(["second", "third"]);
  });

  it("refuses when the queue is full", async () => {
    const queue = createAnswerQueue({ running: 1, waiting: 1 });
    await queue.enter(never);
    void queue.enter(never);
    await expect(queue.enter(never)).rejects.toMatchObject({ code: "OVERLOADED" });
  });

  it("gives the place of a caller that left the queue to another", async () => {
    const queue = createAnswerQueue({ running: 1, waiting: 1 });
    const leave = await queue.enter(never);
    const impatient = new AbortController();
    const waiting = queue.enter(impatient.signal);
    impatient.abort();
    await expect(waiting).rejects.toMatchObject({ code: "ABORTED" });
    const patient = queue.enter(never);
    leave();
    await expect(patient).resolves.toBeTypeOf("function");
  });

  it("does not count a turn that is ended twice as two", async () => {
    const queue = createAnswerQueue({ running: 1, waiting: 0 });
    const leave = await queue.enter(never);
    leave();
    leave();
    await queue.enter(never);
    await expect(queue.enter(never)).rejects.toMatchObject({ code: "OVERLOADED" });
  });

  it("does not start for a caller that has already gone", async () => {
    await expect(createAnswerQueue().enter(AbortSignal.abort())).rejects.toMatchObject({ code: "ABORTED" });
  });
});
