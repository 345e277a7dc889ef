import { afterEach, describe, expect, it } from "vitest";
import type { Verdict } from "../../../src/domain/answer.js";
import { readAnnotations } from "../../../eval/annotate/annotation-files.js";
import { summarizeAnnotations } from "../../../eval/annotate/summary.js";
import { formatSummary } from "../../../eval/annotate/summary-text.js";
import { readMeasuredAnswers } from "../../../eval/annotate/tasks.js";
import { type PlannedAnswer, rate, type Sayings, writeRun } from "./fixture-run.js";

let run: ReturnType<typeof writeRun> | undefined;
afterEach(() => {
  run?.remove();
  run = undefined;
});

function summarize(planned: PlannedAnswer[], raters: Record<string, Sayings>, adjudicator?: string) {
  run = writeRun(planned);
  const answers = readMeasuredAnswers(run.folder);
  for (const [rater, sayings] of Object.entries(raters)) rate(run.folder, rater, sayings, answers);
  return summarizeAnnotations(answers, readAnnotations(run.folder), { adjudicator });
}

const answer = (id: string, ...verdicts: Verdict[]): PlannedAnswer => ({ id, verdicts });
/** Two answers of two claims. */
const two = [answer("q1", "supported", "supported"), answer("q2", "partial", "contradicted")];

describe("agreement of raters", () => {
  it("counts what each has done", () => {
    const { raters } = summarize(two, {
      ann: { q1: { ratings: "s0", helpful: 4 }, q2: { ratings: "nn", skipped: true } },
      bob: { q1: { ratings: "s-", helpful: 2 } },
    });
    const rest = { otherAnswers: 0, skipped: 0, started: 0, rated: 0 };
    expect(raters).toEqual([
      { ...rest, name: "ann", rated: 1, skipped: 1, claims: 1, helpful: 4 },
      { ...rest, name: "bob", started: 1, claims: 1, helpful: 2 },
    ]);
  });

  it("of two raters is Cohen's kappa and Krippendorff's alpha over the claims that both rated", () => {
    const { claims } = summarize(two, {
      ann: { q1: { ratings: "ss" }, q2: { ratings: "nn" } },
      bob: { q1: { ratings: "ss" }, q2: { ratings: "sn" } },
    });
    expect(claims.units).toBe(4);
    expect(claims.agreement.value).toBe(3 / 4);
    // By chance: 2/4 * 3/4 both supported, 2/4 * 1/4 both not.
    const chance = (2 / 4) * (3 / 4) + (2 / 4) * (1 / 4);
    expect(claims.pairs).toHaveLength(1);
    expect(claims.pairs[0]!.raters).toEqual(["ann", "bob"]);
    expect(claims.pairs[0]!.kappa.value).toBeCloseTo((3 / 4 - chance) / (1 - chance), 12);
    // 8 ratings, 5 supported and 3 not; one claim of four differs, and counts both ways.
    expect(claims.alpha.nominal.value).toBeCloseTo(1 - ((8 - 1) * 2) / (2 * 5 * 3), 12);
  });

  it("weighs supported against partial less than against not, where the order counts", () => {
    const near = summarize(two, {
      ann: { q1: { ratings: "ss" }, q2: { ratings: "pn" } },
      bob: { q1: { ratings: "sp" }, q2: { ratings: "pn" } },
    }).claims.alpha;
    run!.remove();
    const far = summarize(two, {
      ann: { q1: { ratings: "ss" }, q2: { ratings: "pn" } },
      bob: { q1: { ratings: "sn" }, q2: { ratings: "pn" } },
    }).claims.alpha;
    expect(near.ordinal.value!).toBeGreaterThan(near.nominal.value!);
    expect(far.ordinal.value!).toBeLessThan(far.nominal.value!);
  });

  it("leaves out claims nobody else could judge, and skipped questions", () => {
    const { claims, helpful } = summarize(two, {
      ann: { q1: { ratings: "s0", helpful: 3 }, q2: { ratings: "nn", helpful: 1, skipped: true } },
      bob: { q1: { ratings: "ss", helpful: 3 }, q2: { ratings: "ss", helpful: 5 } },
    });
    expect(claims.units).toBe(1);
    expect(claims.agreement).toMatchObject({ value: 1, n: 1 });
    expect(helpful.units).toBe(1);
  });

  it("takes every pair of three raters", () => {
    const { claims, helpful } = summarize(two, {
      ann: { q1: { ratings: "ss", helpful: 4 } },
      bob: { q1: { ratings: "sn", helpful: 4 } },
      cleo: { q1: { ratings: "sn", helpful: 5 } },
    });
    expect(claims.pairs.map(({ raters }) => raters.join("-"))).toEqual(["ann-bob", "ann-cleo", "bob-cleo"]);
    // First claim: 3 of 3 pairs; second: only bob and cleo.
    expect(claims.agreement).toMatchObject({ value: (3 + 1) / 6, n: 6 });
    expect(helpful.agreement.value).toBe(1 / 3);
  });

  it("has no value for one rater, and no interval for a few questions", () => {
    const alone = summarize(two, { ann: { q1: { ratings: "sn", helpful: 3 } } });
    expect(alone.claims.alpha.nominal).toEqual({ value: null, interval: null, n: 0 });
    expect(alone.claims.pairs).toEqual([]);
    expect(alone.people.supported).toEqual({ value: 1 / 2, interval: null, n: 2 });
    expect(formatSummary(alone)).not.toContain("NaN");
  });

  it("has nothing to say of a run nobody has rated", () => {
    const empty = summarize(two, {});
    expect(empty.raters).toEqual([]);
    expect(empty.automatic.kappa.value).toBeNull();
    expect(formatSummary(empty)).toContain("Krippendorff's alpha, nominal");
  });
});

describe("the reference", () => {
  it("is the majority; a tie decides nothing", () => {
    const { people } = summarize([answer("q1", "supported", "supported")], {
      ann: { q1: { ratings: "sp", helpful: 2 } },
      bob: { q1: { ratings: "sn", helpful: 5 } },
    });
    expect(people.supported).toMatchObject({ value: 1, n: 1 });
    expect(people.undecided).toBe(1);
    expect(people.helpful.value).toBe((2 + 5) / 2);
  });

  it("is the adjudicator where there is one, who is no rater among the others", () => {
    const { people, claims, automatic } = summarize(
      [answer("q1", "supported", "supported")],
      {
        ann: { q1: { ratings: "ss", helpful: 2 } },
        bob: { q1: { ratings: "sn", helpful: 5 } },
        judge: { q1: { ratings: "-n", helpful: 1 } },
      },
      "judge",
    );
    expect(people).toMatchObject({ supported: { value: 1 / 2 }, not: { value: 1 / 2 }, undecided: 0 });
    expect(people.helpful.value).toBe(1);
    expect(claims.pairs.map(({ raters }) => raters)).toEqual([["ann", "bob"]]);
    expect(automatic.agreement.value).toBe(1 / 2);
    expect(() => summarizeAnnotations([], new Map(), { adjudicator: "nobody" })).toThrow(
      expect.objectContaining({ code: "SETTING_UNKNOWN" }),
    );
  });
});

describe("the automatic check against people", () => {
  it("is measured in three classes, and as a detector of claims without support", () => {
    const answers = [
      answer("q1", "supported", "supported", "supported"),
      answer("q2", "partial", "contradicted", "uncited", "unsupported"),
    ];
    const { automatic } = summarize(answers, { ann: { q1: { ratings: "ssn" }, q2: { ratings: "pnns" } } });
    // Right: both supported, the partial one, and two of the three without support.
    expect(automatic.agreement).toMatchObject({ value: 5 / 7, n: 7 });
    const chance = (3 * 3 + 1 * 1 + 3 * 3) / 7 ** 2;
    expect(automatic.kappa.value).toBeCloseTo((5 / 7 - chance) / (1 - chance), 12);
    expect(automatic.unsupported.precision.value).toBe(2 / 3);
    expect(automatic.unsupported.recall.value).toBe(2 / 3);
    expect(automatic.lessThanSupported.precision.value).toBe(3 / 4);
    expect(automatic.lessThanSupported.recall.value).toBe(3 / 4);
    // Scores .9 for supported, .2 for all else; three claims are supported for people, four are not.
    const wins = 2 * 3 + 2 * 0.5 + 1 * (3 * 0.5);
    expect(automatic.auroc.value).toBeCloseTo(wins / (3 * 4), 12);
  });

  it("has no precision where it flags nothing", () => {
    const { automatic } = summarize([answer("q1", "supported")], { ann: { q1: { ratings: "n" } } });
    expect(automatic.unsupported.precision).toEqual({ value: null, interval: null, n: 0 });
    expect(automatic.unsupported.recall).toMatchObject({ value: 0, n: 1 });
  });

  it("is set beside how helpful the answers are, where they have the score", () => {
    const answers = [1, 2, 3, 4].map((n): PlannedAnswer => ({
      ...answer(`q${n}`, "supported"),
      confidence: 1 - n / 10,
      faithfulness: n === 4 ? null : n / 4,
    }));
    const sayings = Object.fromEntries([1, 2, 3, 4].map((n) => [`q${n}`, { ratings: "s", helpful: n }]));
    const { helpfulness } = summarize(answers, { ann: sayings }).automatic;
    expect(helpfulness.faithfulness).toMatchObject({ value: 1, n: 3 });
    expect(helpfulness.confidence).toMatchObject({ value: -1, n: 4 });
    expect(helpfulness.answerRecall).toEqual({ value: null, interval: null, n: 0 });
  });

  it("has an interval from ten questions on", () => {
    const ids = Array.from({ length: 12 }, (_, index) => `q${index}`);
    const answers = ids.map((id, index) => answer(id, index % 3 === 0 ? "unsupported" : "supported"));
    const ratings = (index: number): string => (index % 4 === 0 ? "n" : "s");
    const { automatic } = summarize(answers, {
      ann: Object.fromEntries(ids.map((id, index) => [id, { ratings: ratings(index), helpful: 3 }])),
    });
    const [low, high] = automatic.agreement.interval!;
    expect(low).toBeLessThan(automatic.agreement.value!);
    expect(high).toBeGreaterThan(automatic.agreement.value!);
  });
});
