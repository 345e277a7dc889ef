import { describe, expect, it } from "vitest";
import { createClaimJudge } from "../../src/adapters/openai/claim-judge.js";
import { unattendedRun } from "../../src/domain/run.js";
import type { ChatModel } from "../../src/ports/chat-model.js";
import { type ClaimCheck, type ClaimChecker, SUPPORT_THRESHOLD } from "../../src/validation/check-claim.js";
import { withSecondOpinion } from "../../src/validation/second-opinion.js";

const EVIDENCE = [{ title: "Tower", text: "The tower was completed in 1889." }];
const SETTINGS = { enabled: true, from: 0.25, to: 0.6, timeoutMs: 50 };
const opinion = (
  score: number,
  verdict: ClaimCheck["verdict"] = score >= SUPPORT_THRESHOLD ? "supported" : "unsupported",
): ClaimCheck => ({
  ...{ score, verdict, reason: "first", evidence: { index: 0, start: 0, end: 10 }, unsupported: null },
});

function checkerOf(first: ClaimCheck, answer: string | Error | null) {
  const asked: string[] = [];
  const chatModel: ChatModel = {
    modelId: "scripted",
    async complete(messages) {
      asked.push(messages.at(-1)!.content);
      if (answer instanceof Error) throw answer;
      if (answer === null) return new Promise(() => undefined);
      return { text: answer, promptTokens: 1, completionTokens: 1 };
    },
  };
  const checker: ClaimChecker = { check: async () => first };
  const second = withSecondOpinion(checker, createClaimJudge(chatModel), SETTINGS, unattendedRun());
  return { check: (claim: string) => second.check(claim, EVIDENCE), asked };
}

describe("a second opinion", () => {
  it.each([
    [opinion(0.3), '{"verdicts": [true]}', "supported"],
    [opinion(0.45), '{"verdicts": [false]}', "unsupported"],
    [opinion(0.45), '```json\n{"verdicts": [true]}\n```', "supported"],
    [opinion(0.45), "I am not sure.", "supported"],
    [opinion(0.45), '{"verdicts": [false, false]}', "supported"],
    [opinion(0.45), new Error("away"), "supported"],
    [opinion(0.45), null, "supported"],
  ])("on %j, answered %j, leaves %s", async (first, answer, verdict) => {
    const checked = await checkerOf(first, answer).check("It was completed in 1889 [1].");
    expect(checked.verdict).toBe(verdict);
    expect(checked.score >= SUPPORT_THRESHOLD).toBe(verdict === "supported");
  });

  it.each([opinion(0.9), opinion(0.1), opinion(0.3, "contradicted"), opinion(0.3, "partial")])(
    "is not asked for where there is no doubt: %j",
    async (first) => {
      const { check, asked } = checkerOf(first, '{"verdicts": [true]}');
      expect(await check("It was completed in 1889 [1].")).toBe(first);
      expect(asked).toEqual([]);
    },
  );

  it("is asked for once for claims that come together", async () => {
    const { check, asked } = checkerOf(opinion(0.45), '{"verdicts": [true, false]}');
    const verdicts = await Promise.all([check("It was completed in 1889 [1]."), check("It is green [1].")]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["supported", "unsupported"]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("Statement 2: It is green.");
  });
});
