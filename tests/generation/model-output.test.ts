import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DegradedPart, Validated } from "../../src/domain/answer.js";
import { unattendedRun } from "../../src/domain/run.js";
import { createExtractiveGenerator } from "../../src/adapters/extractive/extractive-generator.js";
import { createModelGenerator } from "../../src/generation/model-generator.js";
import { PROFILES } from "../../src/profiles.js";
import type { StreamingChatModel } from "../../src/ports/chat-model.js";
import { findCitationMarks } from "../../src/text/citation-marks.js";
import { createValidate } from "../../src/validation/validate.js";
import { aPlan, someEvidence } from "../doubles/evidence.js";
import { createStubReranker } from "../doubles/stub-reranker.js";
import { createWordCountingModel } from "../doubles/word-counting-model.js";

const FOLDER = "tests/fixtures/model-output";
const QUESTION = "When was the Eiffel Tower completed?";
const strong = { relevance: 10, dense: { rank: 1, score: 0.97 } };
const evidence = [
  {
    ...someEvidence("The Eiffel Tower was completed in 1889. It is 330 metres tall.", () => 0.999, {
      title: "Eiffel Tower",
    }),
    ...strong,
  },
  { ...someEvidence("The pier is made of wood.", () => 0.01, { documentId: "b.md", title: "Pier" }), ...strong },
];
const { balanced } = PROFILES;

/** What a reader gets of what a model wrote, in pieces of a few characters. */
async function answerOf(written: string): Promise<Validated & { degraded: DegradedPart[] }> {
  const model: StreamingChatModel = {
    modelId: "recorded",
    complete: async () => ({ text: "NONE", promptTokens: 1, completionTokens: 1 }),
    async *stream() {
      for (let at = 0; at < written.length; at += 5) yield written.slice(at, at + 5);
      return { promptTokens: 1, completionTokens: 1 };
    },
  };
  const prompt = { version: "answer.v9", hash: "", render: async () => [] };
  const generator = createModelGenerator(
    { model, answerPrompt: prompt, repairPrompt: prompt, fallback: createExtractiveGenerator(balanced.extraction) },
    { ...balanced.generation, contextTokens: 4_000, deadlineMs: 5_000, maxTokens: Infinity },
  );
  const degraded: DegradedPart[] = [];
  const run = { ...unattendedRun(), degrade: (part: DegradedPart) => void degraded.push(part) };
  const plan = aPlan(QUESTION);
  const validate = createValidate(
    {
      index: { wordRarity: async (words) => words.map(() => 3) },
      supportModel: createWordCountingModel(),
      answerabilityModel: createStubReranker(() => 5),
    },
    balanced.validation,
  );
  const events = validate(plan, evidence, generator.write(plan, evidence, run), run);
  for (;;) {
    const next = await events.next();
    if (next.done) return { ...next.value, degraded };
  }
}

const files = readdirSync(FOLDER);

describe("of what models write", () => {
  it.each(files)("%s reaches the reader as plain, cited sentences or not at all", async (file) => {
    const { text, claims, abstention } = await answerOf(readFileSync(join(FOLDER, file), "utf8"));
    expect(text).not.toMatch(
      /<\/?[a-z|]|【|\[\^|\*\*|\]\(|https?:|<\||[\u0000-\u0008\u001b\u202e]|evil|Picasso|1899|alert|question, as/i,
    );
    expect(findCitationMarks(text).every(({ number }) => number === 1 || number === 2)).toBe(true);
    expect(text.replace(/\[[12]\]/g, "")).not.toMatch(/\[\d|\(\d\)|[¹²]/);
    expect(claims.every(({ text: claim, verdict }) => verdict === "supported" || !/\[\d\]/.test(claim))).toBe(true);
    if (!abstention) expect(text).toContain("1889");
  });

  it("are at least twenty kinds", () => {
    expect(files.length).toBeGreaterThanOrEqual(20);
  });

  it.each(["does-not-answer.txt", "refusal.txt"])("%s is believed", async (file) => {
    const { abstention, degraded } = await answerOf(readFileSync(join(FOLDER, file), "utf8"));
    expect(abstention).not.toBeNull();
    expect(degraded).toEqual([]);
  });

  it.each(["invented.txt", "nothing.txt", "think-never-closed.txt"])("%s is replaced by a quotation", async (file) => {
    const { text, degraded } = await answerOf(readFileSync(join(FOLDER, file), "utf8"));
    expect(text).toContain("The Eiffel Tower was completed in 1889 [1].");
    expect(degraded).toContain("llm");
  });
});
