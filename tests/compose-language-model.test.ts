import { afterEach, describe, expect, it } from "vitest";
import { openLanguageModel } from "../src/compose.js";
import { createWriter } from "../src/compose-language-model.js";
import type { DegradedPart } from "../src/domain/answer.js";
import { unattendedRun } from "../src/domain/run.js";
import { profileSettings } from "../src/profiles.js";
import { aPlan, someEvidence } from "./doubles/evidence.js";
import {
  dripsBytes,
  dripsWords,
  hostThatGoesAway,
  hostThat,
  sendsHeaders,
  sendsNothing,
  type SilentHost,
  unreachableHost,
} from "./doubles/silent-host.js";
import { type ModelReply, type ScriptedModelServer, scriptedModelServer } from "./doubles/scripted-model-server.js";

let server: ScriptedModelServer | undefined;
afterEach(async () => server?.close());

const CONFIG = {
  ...{ model: "scripted", smallModel: "scripted", contextTokens: 4_000, deadlineMs: 1_500, prices: null },
  ...{ maxTokensPerAnswer: null, maxTokensPerDay: null },
};

async function read(reply: ModelReply, changed: object = {}): Promise<string> {
  server = await scriptedModelServer(reply);
  const { writer } = await openLanguageModel({ ...CONFIG, baseUrl: server.baseUrl, ...changed });
  let text = "";
  for await (const piece of writer.stream([{ role: "user", content: "?" }], { maxTokens: 9, temperature: 0 }))
    text += piece;
  return text;
}

it("waits for a slow first piece as long as the whole answer allows, and no longer", async () => {
  expect(await read({ text: "It rose.", delayMs: 250 })).toBe("It rose.");
  await expect(read({ hang: "before-first-token" })).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
});

it("asks nobody once the day's tokens are used up", async () => {
  server = await scriptedModelServer("It rose.");
  const { writer } = await openLanguageModel({ ...CONFIG, baseUrl: server.baseUrl, maxTokensPerDay: 5 });
  const request = { maxTokens: 9, temperature: 0 };
  const messages = [{ role: "user" as const, content: "Did it rise in the year before the last one?" }];
  expect((await writer.complete(messages, request)).text).toBe("It rose.");
  await expect(writer.complete(messages, request)).rejects.toMatchObject({ code: "LLM_REFUSED" });
  expect(server.requests).toHaveLength(1);
});

it("tells each failure once, without the key", async () => {
  const told: string[] = [];
  const language = await openLanguageModel(
    { ...CONFIG, apiKey: "sk-secret-key" },
    (message) => void told.push(message),
  );
  for (const message of ["away", "away", "busy"]) language.onFailure(new Error(message));
  expect(told).toEqual(["The model did not write: away", "The model did not write: busy"]);
});

/** Linux drops what comes when a backlog is full. */
const DROPS_SYN = process.platform === "linux";

describe("a host that does not answer", () => {
  let host: SilentHost | undefined;
  afterEach(async () => {
    await host?.close();
    host = undefined;
  });

  /** What a reader gets when this host is the model, how long that took, and what the operator is told. */
  async function answerWith(opened: SilentHost, deadlineMs: number) {
    host = opened;
    const told: string[] = [];
    const config = { ...CONFIG, baseUrl: opened.baseUrl, deadlineMs };
    const language = await openLanguageModel(config, (message) => void told.push(message));
    const extractive = {
      write: () => ({
        sources: [],
        sentences: (async function* () {
          yield { text: "The tower was completed in 1889 [1].", separator: " " as const };
        })(),
      }),
    };
    const degraded: DegradedPart[] = [];
    const run = { ...unattendedRun(), degrade: (part: DegradedPart) => void degraded.push(part) };
    const writer = createWriter(language, extractive, profileSettings("balanced").generation);
    const from = performance.now();
    const draft = writer.write(aPlan("When was it completed?"), [someEvidence("It was completed in 1889.")], run);
    const texts: string[] = [];
    for await (const { text } of draft.sentences) texts.push(text);
    return { texts, degraded, told, ms: performance.now() - from, promptVersion: draft.promptVersion?.() };
  }

  const QUOTED = { texts: ["The tower was completed in 1889 [1]."], degraded: ["llm"], promptVersion: null };

  it.skipIf(!DROPS_SYN)(
    "is given up within 2 s when it answers no SYN, and the documents are quoted",
    { retry: 2 },
    async () => {
      const answer = await answerWith(await unreachableHost(), 30_000);
      expect(answer).toMatchObject(QUOTED);
      expect(answer.told).toEqual([expect.stringMatching(/cannot be reached within 1.5 s/)]);
      expect(answer.ms).toBeGreaterThan(1_400);
      expect(answer.ms).toBeLessThan(2_000);
    },
  );

  it.skipIf(!DROPS_SYN)("is given up as soon when it has been reached just before", { retry: 2 }, async () => {
    const leaving = await hostThatGoesAway();
    host = leaving;
    const { writer } = await openLanguageModel({ ...CONFIG, baseUrl: leaving.baseUrl, deadlineMs: 30_000 });
    const first = (): Promise<unknown> =>
      writer.stream([{ role: "user", content: "?" }], { maxTokens: 9, temperature: 0 }).next();
    expect(await first()).toEqual({ done: false, value: "It rose [1]." });
    await leaving.goAway();
    const from = performance.now();
    await expect(first()).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  it.skipIf(!DROPS_SYN)("is not waited for longer than the whole answer may take", async () => {
    const answer = await answerWith(await unreachableHost(), 300);
    expect(answer).toMatchObject(QUOTED);
    expect(answer.ms).toBeLessThan(1_000);
  });

  it.each([
    ["takes the connection and sends nothing", sendsNothing],
    ["sends headers and then nothing", sendsHeaders],
    ["drips bytes", dripsBytes(50)],
    ["drips words of a sentence without an end", dripsWords(50)],
  ])("is ended by the deadline when it %s", async (_, talk) => {
    const answer = await answerWith(await hostThat(talk), 900);
    expect(answer).toMatchObject(QUOTED);
    expect(answer.told).toHaveLength(1);
    expect(answer.ms).toBeLessThan(1_400);
  });
});
