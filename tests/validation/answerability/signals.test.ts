import { describe, expect, it } from "vitest";
import { judgeAnswerability } from "../../../src/validation/answerability/judge.js";
import { type AnswerabilitySignals, answerabilitySignals } from "../../../src/validation/answerability/signals.js";
import { aPlan, someEvidence } from "../../doubles/evidence.js";
import { createStubReranker } from "../../doubles/stub-reranker.js";
import { unattendedRun } from "../../../src/domain/run.js";

const known = new Set(["pears", "ripen", "autumn"]);
const index = { wordRarity: async (words: string[]) => words.map((word) => (known.has(word) ? 3 : null)) };
const answerabilityModel = createStubReranker(() => 0);
const NONE = { missing: [], statement: null };
const parts = { index, answerabilityModel };
const run = unattendedRun();
const evidence = (text: string, relevance: number | null, cosine: number | null) => ({
  ...someEvidence(text, () => 0.9),
  relevance,
  dense: cosine === null ? null : { rank: 1, score: cosine },
});
const PEARS = "Pears ripen late in autumn, because the nights are cool.";

describe("answerabilitySignals", () => {
  it("measures how far the best passage stands out", async () => {
    const all = [evidence(PEARS, 6, 0.9), evidence("Wine is pressed.", -2, 0.5), evidence("Dogs bark.", -4, 0.3)];
    const signals = await answerabilitySignals(aPlan("When do pears ripen?"), all, NONE, parts, run);
    expect(signals).toMatchObject({ relevance: 6, relevanceGap: 9, cosine: 0.9 });
    expect(signals.cosineGap).toBeCloseTo(0.5, 6);
    expect(signals.bestSentence).toBeCloseTo(Math.log(9), 6);
  });

  it("has no gap for a single passage, and none for a cross-encoder that did not run", async () => {
    const signals = await answerabilitySignals(
      aPlan("When do pears ripen?"),
      [evidence(PEARS, null, 0.8)],
      NONE,
      parts,
      run,
    );
    expect(signals).toMatchObject({ relevance: 0, relevanceGap: 0, cosine: 0.8, cosineGap: 0 });
  });

  it("leaves the decision to the other signals when there are no vectors", async () => {
    const judge = async (relevance: number, logOdds: number) => {
      const signals = await answerabilitySignals(
        aPlan("When do pears ripen?"),
        [evidence(PEARS, relevance, null)],
        NONE,
        { index, answerabilityModel: createStubReranker(() => logOdds) },
        run,
      );
      return judgeAnswerability(signals, { usedCrossEncoder: true, strictness: "normal" });
    };
    const [answered, declined] = [await judge(8, 4), await judge(-10, -6)];
    expect(answered.probability).toBeGreaterThan(answered.threshold);
    expect(declined.probability).toBeLessThan(declined.threshold);
  });

  it("tells how much of the question is covered, and how much no document holds", async () => {
    const plan = aPlan("Do pears ripen on Mars?");
    const signals = await answerabilitySignals(plan, [evidence(PEARS, 1, 0.5)], NONE, parts, run);
    expect(signals.coverage).toBeCloseTo(2 / 3, 6);
    expect(signals.sentenceCoverage).toBeCloseTo(2 / 3, 6);
    expect(signals.unknownWords).toBeGreaterThan(0.5);
  });

  it.each([
    ["reason", PEARS, 1],
    ["time", PEARS, 0],
    ["time", "Pears ripen in October.", 1],
    ["number", PEARS, 0],
    ["number", "A pear tree bears 40 kilos.", 1],
    ["person", "It was bred by Professor Williams.", 1],
    ["person", PEARS, 0],
    ["any", "", 1],
  ] as const)("sees whether the passage holds a %s: %j -> %d", async (answerType, text, expected) => {
    const plan = aPlan("Tell about pears", { answerType });
    expect((await answerabilitySignals(plan, [evidence(text, 1, 0.5)], NONE, parts, run)).answerType).toBe(expected);
  });

  it("is defined for a question without content words", async () => {
    const signals = await answerabilitySignals(aPlan("What is it?"), [evidence(PEARS, 1, 0.5)], NONE, parts, run);
    expect(Object.values(signals).every(Number.isFinite)).toBe(true);
    expect(signals).toMatchObject({ coverage: 0, unknownWords: 0 });
  });
});

describe("judgeAnswerability", () => {
  const strong: AnswerabilitySignals = {
    bestSentence: 5,
    relevance: 9,
    relevanceGap: 10,
    cosine: 0.95,
    cosineGap: 0.3,
    coverage: 1,
    sentenceCoverage: 1,
    answerability: 6,
    sentencesAnswer: 6,
    missingNames: 0,
    presupposition: 0,
    unknownWords: 0,
    answerType: 1,
  };
  const weak: AnswerabilitySignals = {
    bestSentence: -8,
    relevance: -11,
    relevanceGap: 0,
    cosine: 0.3,
    cosineGap: 0,
    coverage: 0,
    sentenceCoverage: 0,
    answerability: -8,
    sentencesAnswer: -8,
    missingNames: 1,
    presupposition: -4,
    unknownWords: 1,
    answerType: 0,
  };

  it.each([true, false])("tells strong evidence from weak (cross-encoder: %s)", (usedCrossEncoder) => {
    for (const strictness of ["relaxed", "normal", "strict"] as const) {
      const options = { usedCrossEncoder, strictness };
      const [yes, no] = [judgeAnswerability(strong, options), judgeAnswerability(weak, options)];
      expect(yes.probability).toBeGreaterThanOrEqual(yes.threshold);
      expect(no.probability).toBeLessThan(no.threshold);
    }
  });

  it.each([true, false])("wants more evidence the stricter it is (cross-encoder: %s)", (usedCrossEncoder) => {
    const threshold = (strictness: "relaxed" | "normal" | "strict") =>
      judgeAnswerability(strong, { usedCrossEncoder, strictness }).threshold;
    expect(threshold("relaxed")).toBeLessThan(threshold("normal"));
    expect(threshold("normal")).toBeLessThan(threshold("strict"));
  });
});
