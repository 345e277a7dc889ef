import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { withCompletionCache } from "../../../eval/judges/completion-cache.js";
import { mapInParallel } from "../../../eval/judges/map-in-parallel.js";
import { stopAfterFailures } from "../../../eval/judges/stop-after-failures.js";
import { meterChatModel } from "../../../eval/judges/usage.js";
import { FootnoteError } from "../../../src/domain/errors.js";
import type { ChatCompletion, ChatModel } from "../../../src/ports/chat-model.js";

const folder = mkdtempSync(join(tmpdir(), "footnote-judge-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Gives the completions or throws the errors, in order. */
function scripted(...replies: (ChatCompletion | FootnoteError)[]): ChatModel & { calls: number } {
  const model = {
    modelId: "m",
    calls: 0,
    async complete() {
      const reply = replies[model.calls++]!;
      if (reply instanceof FootnoteError) throw reply;
      return reply;
    },
  };
  return model;
}
const said = (text: string, promptTokens: number | null = 7): ChatCompletion => ({
  text,
  promptTokens,
  completionTokens: 2,
});
const busy = () => new FootnoteError("LLM_UNAVAILABLE", "It is busy.");
const ask = (model: ChatModel, content = "Hello", maxTokens = 9) =>
  model.complete([{ role: "user", content }], { maxTokens, temperature: 0 });

it("the meter counts calls, failures and the tokens that were reported", async () => {
  const { model, usage } = meterChatModel(scripted(said("a", 5), said("b", null), busy()));
  await ask(model);
  await ask(model);
  await expect(ask(model)).rejects.toThrow("busy");
  expect(usage).toEqual({
    calls: 3,
    failedCalls: 1,
    promptTokens: 5,
    completionTokens: 2 + 2,
    callsWithoutTokenCount: 1,
  });
});

describe("an endpoint that is gone", () => {
  it("is given up after so many failures in a row", async () => {
    const model = stopAfterFailures(scripted(busy(), said("a"), busy(), busy()), 2);
    await expect(ask(model)).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    await ask(model);
    await expect(ask(model)).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    await expect(ask(model)).rejects.toMatchObject({
      code: "LLM_REFUSED",
      message: "It is busy. 2 calls in a row failed.",
    });
  });

  it("is told from texts that are too long", async () => {
    const long = () => new FootnoteError("INPUT_TOO_LONG", "Too long.");
    const model = stopAfterFailures(scripted(long(), long(), long()), 2);
    for (let call = 0; call < 3; call++) await expect(ask(model)).rejects.toMatchObject({ code: "INPUT_TOO_LONG" });
  });
});

describe("remembered completions", () => {
  it("are not paid for twice, also by a later process; other questions, limits and endpoints are", async () => {
    const path = join(folder, "cache.sqlite");
    const inner = scripted(said("a"), said("b"), said("c"), said("d"));
    const first = withCompletionCache(inner, path, "http://one");
    expect((await ask(first.model)).text).toBe("a");
    expect((await ask(first.model)).text).toBe("a");
    expect((await ask(first.model, "Other")).text).toBe("b");
    expect((await ask(first.model, "Hello", 10)).text).toBe("c");
    first.close();
    const later = withCompletionCache(inner, path, "http://one");
    expect(await ask(later.model)).toEqual(said("a"));
    later.close();
    const elsewhere = withCompletionCache(inner, path, "http://two");
    expect((await ask(elsewhere.model)).text).toBe("d");
    elsewhere.close();
  });

  it("hold no failures", async () => {
    const cached = withCompletionCache(scripted(busy(), said("a")), join(folder, "other.sqlite"), "");
    await expect(ask(cached.model)).rejects.toThrow("busy");
    expect((await ask(cached.model)).text).toBe("a");
    cached.close();
  });
});

describe("work in parallel", () => {
  it("comes back in order, no more at a time than allowed", async () => {
    let now = 0;
    let most = 0;
    const results = await mapInParallel([30, 1, 20, 1], 2, async (ms) => {
      most = Math.max(most, ++now);
      await new Promise((done) => setTimeout(done, ms));
      now--;
      return ms * 2;
    });
    expect(results).toEqual([60, 2, 40, 2]);
    expect(most).toBe(2);
    expect(await mapInParallel([], 4, async () => 1)).toEqual([]);
  });

  it("begins nothing new after a failure", async () => {
    const begun: number[] = [];
    const work = mapInParallel([0, 1, 2, 3], 1, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error("broken");
    });
    await expect(work).rejects.toThrow("broken");
    expect(begun).toEqual([0, 1]);
  });
});
