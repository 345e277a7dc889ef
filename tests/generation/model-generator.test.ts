import { describe, expect, it } from "vitest";
import type { DegradedPart, Draft, TokenUsage } from "../../src/domain/answer.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { unattendedRun } from "../../src/domain/run.js";
import { createModelGenerator, type ModelGeneratorSettings } from "../../src/generation/model-generator.js";
import type { ChatMessage, ChatRequest, StreamingChatModel } from "../../src/ports/chat-model.js";
import type { Generator } from "../../src/ports/generator.js";
import type { Prompt } from "../../src/ports/prompt.js";
import { aPlan, someEvidence } from "../doubles/evidence.js";

const SETTINGS: ModelGeneratorSettings = {
  ...{
    contextTokens: 4_000,
    answerTokens: 300,
    historyShare: 0.2,
    deadlineMs: 2_000,
    maxRewrites: 1,
    maxTokens: Infinity,
  },
};
const evidence = [
  someEvidence("The tower was completed in 1889.", undefined, { documentId: "a.md", title: "Tower" }),
  someEvidence("The pier is made of wood.", undefined, { documentId: "b.md", title: "Pier" }),
];
const prompt = (version: string): Prompt => ({
  ...{ version, hash: "00000000" },
  render: async (values) => [{ role: "user", content: JSON.stringify(values) }],
});
/** Cites the second document as its first source. */
const fallback: Generator = {
  write: (_plan, items) => ({
    sources: [...items].reverse().map(({ passage }, i) => ({
      ...{ number: i + 1, documentId: passage.documentId, title: passage.title, url: null, publishedAt: null },
      passages: [],
    })),
    sentences: (async function* () {
      yield { text: "The pier is made of wood [1].", separator: " " as const };
    })(),
  }),
};

type Script = (string | Error)[];

function generatorOf(script: Script, changed: Partial<ModelGeneratorSettings> = {}, rewritten = "NONE") {
  const asked: { messages: readonly ChatMessage[]; request: ChatRequest }[] = [];
  const model: StreamingChatModel = {
    modelId: "scripted",
    async complete(messages, request) {
      asked.push({ messages, request });
      if (rewritten === "(hangs)") await new Promise((_, reject) => request.signal!.addEventListener("abort", reject));
      return { text: rewritten, promptTokens: 10, completionTokens: 2 };
    },
    async *stream(messages, request) {
      asked.push({ messages, request });
      for (const piece of script) {
        if (piece instanceof Error) throw piece;
        if (piece === "(hangs)") await new Promise((_, reject) => request.signal!.addEventListener("abort", reject));
        yield piece;
      }
      return { promptTokens: 100, completionTokens: 20 };
    },
  };
  const degraded: DegradedPart[] = [];
  const spent: TokenUsage[] = [];
  const failures: unknown[] = [];
  const run = {
    ...unattendedRun(),
    degrade: (part: DegradedPart) => void degraded.push(part),
    spend: (usage: TokenUsage) => void spent.push(usage),
  };
  const parts = { model, answerPrompt: prompt("answer.v9"), repairPrompt: prompt("repair.v9"), fallback };
  const onFailure = (error: unknown): void => void failures.push(error);
  const generator = createModelGenerator({ ...parts, onFailure }, { ...SETTINGS, ...changed });
  const draft = generator.write(aPlan("When was the tower completed?"), evidence, run);
  return { draft, asked, degraded, spent, failures };
}

const read = async ({ sentences }: Draft): Promise<string[]> => {
  const texts: string[] = [];
  for await (const { text } of sentences) texts.push(text);
  return texts;
};

describe("an answer that a model writes", () => {
  it("comes sentence by sentence, with what it cost and which prompt it was", async () => {
    const { draft, spent, degraded } = generatorOf(["It was completed", " in 1889 [1]. The pier", " is of wood [2]."]);
    expect(draft.promptVersion?.()).toBeNull();
    expect(await read(draft)).toEqual(["It was completed in 1889 [1].", "The pier is of wood [2]."]);
    expect(draft.promptVersion?.()).toBe("answer.v9");
    expect(draft.prompt).toMatchObject({ version: "answer.v9", model: "scripted", leftOut: [] });
    expect(spent).toEqual([{ promptTokens: 100, completionTokens: 20, llmCalls: 1 }]);
    expect(degraded).toEqual([]);
  });

  it("asks nothing before the first sentence is read", () => {
    expect(generatorOf(["It rose."]).asked).toEqual([]);
  });

  it("shows sources as data between lines that are drawn for the request", async () => {
    const first = generatorOf(["It rose [1]."]);
    const second = generatorOf(["It rose [1]."]);
    await Promise.all([read(first.draft), read(second.draft)]);
    const boundary = ({ asked }: typeof first) =>
      (JSON.parse(asked[0]!.messages[0]!.content) as { boundary: string }).boundary;
    expect(boundary(first)).not.toBe(boundary(second));
    expect(first.asked[0]!.messages[0]!.content).toContain("[1] Tower");
  });

  it.each([
    ["fails at once", [new FootnoteError("LLM_UNAVAILABLE", "Away.")]],
    ["fails within its first sentence", ["It was", new FootnoteError("LLM_UNAVAILABLE", "Cut.")]],
    ["says nothing", []],
    ["only thinks", ["<think>Hm."]],
    ["hangs", ["(hangs)"]],
  ])("is quoted instead when the model %s, under the numbers the reader knows", async (_, script) => {
    const { draft, degraded, failures } = generatorOf(script, { deadlineMs: 50 });
    expect(await read(draft)).toEqual(["The pier is made of wood [2]."]);
    expect(draft.promptVersion?.()).toBeNull();
    expect(degraded).toEqual(["llm"]);
    expect(failures).toHaveLength(1);
    // What was quoted already is not quoted a second time.
    expect(draft.instead?.()).toBeNull();
  });

  it("keeps the sentences that were whole when the model failed", async () => {
    const script = ["It was completed in 1889 [1]. The pi", new FootnoteError("LLM_UNAVAILABLE", "Cut.")];
    const { draft, degraded } = generatorOf(script);
    expect(await read(draft)).toEqual(["It was completed in 1889 [1]."]);
    expect(degraded).toEqual(["llm"]);
    expect(draft.promptVersion?.()).toBe("answer.v9");
  });

  it("is none when the model says that the sources do not answer", async () => {
    const { draft, degraded } = generatorOf(["The sources do not answer this."]);
    expect(await read(draft)).toEqual([]);
    expect(degraded).toEqual([]);
  });

  it("has as many sentences written anew as the settings allow, and no more", async () => {
    const { draft, asked } = generatorOf(["It rose [1]."], {}, "It was completed in 1889 [1].");
    await read(draft);
    expect(await draft.rewrite?.("It rose [1].", "The passage does not say this.")).toBe(
      "It was completed in 1889 [1].",
    );
    expect(await draft.rewrite?.("It fell [1].", "The passage does not say this.")).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it("gives what is written anew no more time than the answer has left", async () => {
    const { draft } = generatorOf(["It rose [1]."], { deadlineMs: 1_200 }, "(hangs)");
    await read(draft);
    await new Promise((done) => setTimeout(done, 900));
    const from = performance.now();
    expect(await draft.rewrite?.("It rose [1].", "The passage does not say this.")).toBeNull();
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it("takes NONE for no sentence", async () => {
    const { draft } = generatorOf(["It rose [1]."]);
    await read(draft);
    expect(await draft.rewrite?.("It rose [1].", "The passage does not say this.")).toBeNull();
  });

  it("leaves out what has no room, and says so", () => {
    const { draft } = generatorOf(["It rose."], { contextTokens: 945 });
    expect(draft.prompt?.leftOut).toEqual([{ passageId: "b.md#0", why: "no room" }]);
  });
});
