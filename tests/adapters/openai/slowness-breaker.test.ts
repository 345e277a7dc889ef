import { describe, expect, it } from "vitest";
import { withSlownessBreaker } from "../../../src/adapters/openai/circuit-breaker.js";
import { createDeadline } from "../../../src/domain/deadline.js";
import type { ChatModel } from "../../../src/ports/chat-model.js";

/** A model that answers as it is told to, or not before the signal fires. */
function modelThat(state: { answers: boolean }) {
  let asked = 0;
  const model: ChatModel = {
    modelId: "small",
    async complete(_messages, { signal }) {
      asked++;
      if (state.answers) return { text: "yes", promptTokens: 1, completionTokens: 1 };
      return new Promise((_, reject) => {
        signal!.addEventListener("abort", () => reject(new Error("given up")));
      });
    },
  };
  return { model, asked: () => asked };
}

async function ask(model: ChatModel, timeoutMs: number, outer?: AbortSignal): Promise<unknown> {
  const deadline = createDeadline(timeoutMs, outer);
  try {
    return (await model.complete([], { signal: deadline.signal, maxTokens: 1, temperature: 0 })).text;
  } catch (error) {
    return error;
  } finally {
    deadline.clear();
  }
}

describe("a model that lets one deadline after the other pass", () => {
  it("is not waited for any more, until its pause is over", async () => {
    const state = { answers: false };
    const { model, asked } = modelThat(state);
    const guarded = withSlownessBreaker(model, { failures: 3, pauseMs: 80 });
    for (let i = 0; i < 3; i++) expect(await ask(guarded, 5)).toMatchObject({ name: "TimeIsUp" });
    state.answers = true;
    expect(await ask(guarded, 5_000)).toMatchObject({
      code: "LLM_UNAVAILABLE",
      message: '"small" was too slow 3 times in a row.',
    });
    expect(asked()).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await ask(guarded, 5_000)).toBe("yes");
    expect(await ask(guarded, 5_000)).toBe("yes");
  });

  it("is asked on when its callers left, failed for other reasons, or were answered in between", async () => {
    const state = { answers: false };
    const { model, asked } = modelThat(state);
    const guarded = withSlownessBreaker(model, { failures: 2 });
    for (let i = 0; i < 3; i++) {
      const caller = new AbortController();
      setTimeout(() => caller.abort(new Error("gone")), 5);
      expect(await ask(guarded, 5_000, caller.signal)).toMatchObject({ message: "given up" });
    }
    for (const answers of [false, true, false, true, false]) {
      state.answers = answers;
      await ask(guarded, answers ? 5_000 : 5);
    }
    expect(asked()).toBe(8);
  });
});
