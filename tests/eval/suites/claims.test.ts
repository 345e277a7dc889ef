import { describe, expect, it } from "vitest";
import { type ClaimResult, claimsSuite } from "../../../eval/suites/claims.js";
import { profileSettings } from "../../../src/profiles.js";
import { createClaimChecker, SUPPORT_THRESHOLD } from "../../../src/validation/check-claim.js";
import { createWordCountingModel } from "../../doubles/word-counting-model.js";
import { smallModels } from "../doubles/models.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const { check: checkClaim } = createClaimChecker(createWordCountingModel());

const temporary = useTemporaryFolder();
const EVIDENCE = ["The tower was completed in 1889.", "The tower stands in Paris."];
const claim = (id: string, text: string, label: string, source = "made") => ({
  ...{ id, claim: text, evidence: EVIDENCE, label, source },
});

async function measure(rows: readonly (object | string)[]): Promise<ClaimResult[]> {
  const open = await claimsSuite.open({
    ...{ data: temporary.writeRows("claims.jsonl", rows), settings: profileSettings("balanced"), profile: "balanced" },
    ...{ models: smallModels(() => 0), progress: () => undefined, seed: 1, cached: true, flags: {} },
  });
  return Promise.all(open.items.map(async ({ id }) => (await open.measure(id)).row));
}

/** A measured claim whose support and word overlap are given. */
const result = (id: string, label: string, score: number, lexical: number, verdict = "supported"): ClaimResult => ({
  ...{ id, text: id, slices: {}, label, verdict, reason: "", score, lexical, ms: 2 },
  scores: { accuracy: Number((verdict === "supported") === (label === "supported")) },
});
const metric = (name: string, rows: readonly ClaimResult[]) => claimsSuite.metrics[name]!.of(rows);

describe("a claim", () => {
  it("is checked against all its evidence together, beside the overlap of its words", async () => {
    const [row] = await measure([claim("c1", "The tower was completed in 1889.", "supported", "wiki")]);
    expect(row).toMatchObject({
      ...{ id: "c1", text: "The tower was completed in 1889.", slices: { source: "wiki", label: "supported" } },
      ...{ label: "supported", verdict: "supported", score: 1, lexical: 1, scores: { accuracy: 1 } },
    });
    expect(row!.ms).toBeGreaterThanOrEqual(0);
  });

  it("is decided as the engine decides it", async () => {
    const texts = ["The tower was completed in 1899.", "In Paris the tower stands.", "Penguins juggle at night."];
    const rows = await measure(texts.map((text, i) => claim(`c${i}`, text, "unsupported")));
    for (const [i, { score, verdict, reason }] of rows.entries()) {
      const check = await checkClaim(texts[i]!, [{ text: EVIDENCE.join("\n") }]);
      expect({ score, verdict, reason }).toEqual({
        ...{ score: check.score, verdict: check.verdict, reason: check.reason },
      });
    }
    expect(rows.map(({ verdict }) => verdict)).toEqual(["contradicted", "supported", "unsupported"]);
    // Its words are those of the evidence, all but the number: overlap alone does not see it.
    expect(rows[0]!.lexical).toBe(2 / 3);
  });

  it("is right when it is taken for supported or not as people took it; partial is not supported", async () => {
    const rows = await measure([
      claim("c1", "The tower was completed in 1889.", "partial"),
      claim("c2", "Penguins juggle at night.", "partial"),
      claim("c3", "Penguins juggle at night.", "generic"),
      claim("c4", "Penguins juggle at night.", "supported"),
    ]);
    expect(rows.map(({ scores }) => scores.accuracy)).toEqual([0, 1, 1, 0]);
  });
});

describe("the metrics of claims", async () => {
  // The score ranks all right but one pair; it is cut at the shipped threshold.
  const [high, low] = [SUPPORT_THRESHOLD + 0.1, SUPPORT_THRESHOLD - 0.1];
  const rows = [
    result("c1", "supported", high + 0.1, 0.9),
    result("c2", "supported", low, 0.9, "partial"),
    result("c3", "unsupported", high, 0.9),
    result("c4", "partial", low - 0.1, 0.1, "unsupported"),
    result("c5", "unsupported", low - 0.2, 0.1, "unsupported"),
  ];

  it("are of the score at the shipped threshold, of the verdict, and of plain word overlap", async () => {
    // Of 2 * 3 pairs all but one are in order.
    expect(metric("auroc", rows)).toBe(5 / 6);
    expect(metric("balancedAccuracy", rows)).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12);
    expect(metric("recallUnsupported", rows)).toBe(2 / 3);
    expect(metric("precisionUnsupported", rows)).toBe(2 / 3);
    expect(metric("f1Unsupported", rows)).toBeCloseTo(2 / 3, 12);
    expect(metric("verdict.recallUnsupported", rows)).toBe(2 / 3);
    // Overlap sees .9 and .1: two pairs in order, two of each claim tied with c3.
    expect(metric("lexical.auroc", rows)).toBe((4 + 2 * 0.5) / 6);
    expect(metric("lexical.recallUnsupported", rows)).toBe(2 / 3);
    expect(metric("lexical.precisionUnsupported", rows)).toBe(2 / 2);
    expect(metric("accuracy", rows)).toBe((1 + 0 + 0 + 1 + 1) / 5);
    expect(metric("msPerClaim", rows)).toBe(2);
  });

  it("let the verdict see what the score does not", async () => {
    const caught = rows.map((row) => (row.id === "c3" ? { ...row, verdict: "contradicted" } : row));
    expect(metric("verdict.recallUnsupported", caught)).toBe(3 / 3);
    expect(metric("recallUnsupported", caught)).toBe(2 / 3);
  });

  it("are missing where there is one class only, or nothing", async () => {
    const supported = rows.filter(({ label }) => label === "supported");
    expect(metric("auroc", supported)).toBeNull();
    expect(metric("balancedAccuracy", supported)).toBeNull();
    expect(Object.values(claimsSuite.metrics).map((one) => one.of([]))).toEqual(
      Object.values(claimsSuite.metrics).map(() => null),
    );
  });

  it("come with curves: trade-offs of score and overlap, and how far a score can be taken at its word", async () => {
    const curves = claimsSuite.curves!(rows);
    expect(curves.map(({ name }) => name)).toEqual([
      "roc",
      "roc (word overlap)",
      "precision-recall of unsupported",
      "reliability",
    ]);
    for (const { points } of curves) {
      for (const { x, y } of points) expect([x >= 0 && x <= 1, y >= 0 && y <= 1]).toEqual([true, true]);
    }
    expect(curves[3]!.points.reduce((sum, { n }) => sum + n!, 0)).toBe(rows.length);
  });

  it("give the thresholds of every curve on the scale of the score", async () => {
    const thresholds = claimsSuite.curves!(rows).flatMap(({ points }) => points.map(({ threshold = 0 }) => threshold));
    expect(thresholds.filter((threshold) => threshold < 0)).toEqual([]);
  });
});
