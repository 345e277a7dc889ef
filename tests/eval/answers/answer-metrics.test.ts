import { describe, expect, it } from "vitest";
import { ANSWER_METRICS, answerCurves } from "../../../eval/answers/answer-metrics.js";
import type { AnswerRow, ClaimCounts } from "../../../eval/answers/answer-row.js";
import { aRow } from "../doubles/stored-runs.js";

const NO_CLAIMS: ClaimCounts = {
  ...{ claims: 0, supported: 0, unsupported: 0, contradicted: 0, citations: 0, invalidCitations: 0 },
};

type Changes = Partial<Omit<AnswerRow, "counts">> & { counts?: Partial<ClaimCounts> };

function answerRow(id: string, { counts, ...changes }: Changes = {}): AnswerRow {
  return {
    ...aRow(id),
    ...{ answerable: true, abstained: false, confidence: 0.5, answerText: "", reference: [], claims: [] },
    ...{ counts: { ...NO_CLAIMS, ...counts }, timings: null, llmCalls: 0, degraded: [] },
    ...changes,
  };
}

const metric = (name: string, rows: readonly AnswerRow[]) => ANSWER_METRICS[name]!.of(rows);
const timings = (total: number, ranking: number): NonNullable<AnswerRow["timings"]> => ({
  ...{ understanding: 1, retrieval: 2, ranking, generation: 3, validation: 4, total },
});

describe("shares of claims", () => {
  const rows = [
    answerRow("q1", {
      counts: { claims: 1, supported: 1, unsupported: 0, contradicted: 0, citations: 1, invalidCitations: 1 },
      scores: { faithfulness: 1, citationPrecision: 0, citationRecall: 0 },
    }),
    answerRow("q2", {
      counts: { claims: 9, supported: 3, unsupported: 4, contradicted: 2, citations: 11, invalidCitations: 2 },
      scores: { faithfulness: 3 / 9, citationPrecision: 1, citationRecall: 0.5 },
    }),
  ];

  it("are pooled over answers: a long answer weighs more than a short one", () => {
    expect(metric("faithfulness", rows)).toBe((1 + 3) / (1 + 9));
    expect(metric("hallucinationRate", rows)).toBe((0 + 4) / (1 + 9));
    expect(metric("contradictionRate", rows)).toBe((0 + 2) / (1 + 9));
    expect(metric("invalidCitationRate", rows)).toBe((1 + 2) / (1 + 11));
  });

  it("are not changed by answers without claims", () => {
    expect(metric("faithfulness", [...rows, answerRow("q3", { abstained: true })])).toBe(4 / 10);
    expect(metric("faithfulness", [answerRow("q3")])).toBeNull();
    expect(metric("invalidCitationRate", [answerRow("q3")])).toBeNull();
  });

  it("are beside citation quality, which is a mean of answers", () => {
    expect(metric("citationPrecision", rows)).toBe((0 + 1) / 2);
    expect(metric("citationRecall", rows)).toBe((0 + 0.5) / 2);
  });
});

describe("means of answers", () => {
  it("leave out those that have no value", () => {
    const rows = [
      answerRow("q1", { scores: { answerRecall: 1, cragScore: 1, "goldDocument@3": 1, words: 10 } }),
      answerRow("q2", { scores: { answerRecall: 0, cragScore: -1, "goldDocument@3": null, words: null } }),
      answerRow("q3", { scores: { answerRecall: null, cragScore: 0, words: 30 } }),
    ];
    expect(metric("answerRecall", rows)).toBe((1 + 0) / 2);
    expect(metric("cragScore", rows)).toBe((1 - 1 + 0) / 3);
    expect(metric("goldDocument@3", rows)).toBe(1);
    expect(metric("words", rows)).toBe((10 + 30) / 2);
    expect(metric("claimRecall", rows)).toBeNull();
  });

  it("are good in the direction they say, and length in none", () => {
    const better = (name: string) => ANSWER_METRICS[name]!.better;
    expect(["answerRecall", "strictSuccess", "cragScore"].map(better)).toEqual(["higher", "higher", "higher"]);
    expect(
      ["hallucinationRate", "wrongStated", "falseAbstentionRate", "riskCoverageArea", "msP50"].map(better),
    ).toEqual(Array<string>(5).fill("lower"));
    expect(["words", "verbatimShare"].map(better)).toEqual([null, null]);
  });
});

describe("knowing what cannot be answered", () => {
  const rows = [
    answerRow("q1", { answerable: true, abstained: false, confidence: 0.9 }),
    answerRow("q2", { answerable: true, abstained: true, confidence: 0.3 }),
    answerRow("q3", { answerable: false, abstained: true, confidence: 0.2 }),
    answerRow("q4", { answerable: false, abstained: false, confidence: 0.6 }),
  ];

  it("is counted over all questions", () => {
    expect(metric("abstentionPrecision", rows)).toBe(1 / 2);
    expect(metric("abstentionRecall", rows)).toBe(1 / 2);
    expect(metric("falseAbstentionRate", rows)).toBe(1 / 2);
    expect(metric("abstentionBalancedAccuracy", rows)).toBe((1 / 2 + 1 / 2) / 2);
    // .9 beats .2 and .6; .3 beats .2.
    expect(metric("abstentionAuroc", rows)).toBe((2 + 1) / 4);
  });

  it("shows as risk when the questions are answered from the most confident on", () => {
    // Risk 0/1, 1/2, 1/3, 2/4 at coverage 1/4, 2/4, 3/4, 1.
    expect(metric("riskCoverageArea", rows)).toBeCloseTo((0 / 1 + 1 / 2 + 1 / 3 + 2 / 4) / 4, 12);
    const [risk, reliability] = answerCurves(rows);
    expect(risk!.name).toBe("risk-coverage");
    expect(risk!.points.at(-1)).toMatchObject({ x: 1, y: 2 / 4 });
    expect(reliability!.name).toBe("reliability");
    expect(reliability!.points.reduce((sum, { n }) => sum + n!, 0)).toBe(4);
  });

  it("shows nothing where every question has an answer", () => {
    expect(answerCurves(rows.slice(0, 2))).toEqual([]);
    expect(metric("abstentionAuroc", rows.slice(0, 2))).toBeNull();
  });
});

describe("time and calls", () => {
  it("are medians and tails of what was timed, by stage", () => {
    const rows = [
      answerRow("q1", { timings: timings(100, 10), llmCalls: 2 }),
      answerRow("q2", { timings: timings(300, 30), llmCalls: 1 }),
      answerRow("q3", { timings: timings(200, 80), llmCalls: 0 }),
    ];
    expect(metric("msP50", rows)).toBe(200);
    // Between the second and the third of three, at 95% of the way from the first.
    expect(metric("msP95", rows)).toBeCloseTo(200 + (300 - 200) * (0.95 * 2 - 1), 9);
    expect(metric("msP50[ranking]", rows)).toBe(30);
    expect(metric("msP50[retrieval]", rows)).toBe(2);
    expect(metric("llmCalls", rows)).toBe((2 + 1 + 0) / 3);
  });

  it("are missing where model outputs came from the cache", () => {
    const rows = [answerRow("q1"), answerRow("q2")];
    for (const name of ["msP50", "msP95", "msP50[ranking]", "msP50[validation]"]) expect(metric(name, rows)).toBeNull();
    expect(metric("llmCalls", [])).toBeNull();
  });
});
