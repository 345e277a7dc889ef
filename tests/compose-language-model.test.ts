import { afterEach, expect, it } from "vitest";
import { openLanguageModel } from "../src/compose.js";
import { type ModelReply, type ScriptedModelServer, scriptedModelServer } from "./doubles/scripted-model-server.js";

let server: ScriptedModelServer | undefined;
afterEach(async () => server?.close());

const CONFIG = {
  ...{ model: "scripted", smallModel: "scripted", contextTokens: 4_000, deadlineMs: 600, prices: null },
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
