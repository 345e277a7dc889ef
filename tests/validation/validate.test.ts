import { describe, expect, it } from "vitest";
import type { Draft, DraftSentence, Validated } from "../../src/domain/answer.js";
import type { Evidence } from "../../src/domain/candidate.js";
import { numberSources } from "../../src/domain/source.js";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import { PROFILES } from "../../src/profiles.js";
import { createValidate } from "../../src/validation/validate.js";
import { aPlan, someEvidence } from "../doubles/evidence.js";
import { createStubReranker } from "../doubles/stub-reranker.js";
import { createWordCountingModel } from "../doubles/word-counting-model.js";
import { notImplemented } from "../doubles/not-implemented.js";
import { unattendedRun } from "../../src/domain/run.js";

const TOWER = "The Eiffel Tower was completed in 1889. It is 330 metres tall.";
const BRIDGE = "The Garabit bridge carries a railway over the river.";
const QUESTION = "When was the Eiffel Tower completed?";
const index = notImplemented<PassageIndex>({ wordRarity: async (words) => words.map(() => 3) });
const answerabilityModel = createStubReranker((text) => (text.includes("Eiffel") ? 5 : -8));
const parts = { index, supportModel: createWordCountingModel(), answerabilityModel };
const run = unattendedRun();

/** Signals at the ends of their scales, so that the verdict does not hang on the fitted coefficients. */
const strong: Evidence[] = [
  { ...someEvidence(TOWER, () => 0.999), relevance: 10, dense: { rank: 1, score: 0.97 } },
  {
    ...someEvidence(BRIDGE, () => 0.01, { documentId: "b.md", title: "Garabit" }),
    relevance: -10,
    dense: { rank: 2, score: 0.4 },
  },
];
const weak = strong.map((item) => ({
  ...item,
  relevance: -11,
  dense: { rank: 1, score: 0.2 },
  sentences: item.sentences.map((sentence) => ({ ...sentence, score: 0 })),
}));

async function validate(
  sentences: (string | DraftSentence)[],
  { evidence = strong, plan = aPlan(QUESTION), dropUnsupported = true } = {},
) {
  const draft: Draft = {
    sources: numberSources(strong.map(({ passage }) => passage)),
    sentences: (async function* () {
      for (const sentence of sentences) {
        yield typeof sentence === "string" ? { text: sentence, separator: " " as const } : sentence;
      }
    })(),
  };
  const stage = createValidate(parts, { ...PROFILES.balanced.validation, dropUnsupported });
  const events = [];
  const stream = stage(plan, evidence, draft, run);
  let next = await stream.next();
  for (; !next.done; next = await stream.next()) events.push(next.value);
  const deltas = events.flatMap((event) => (event.type === "answer-delta" ? [event.text] : []));
  const verdicts = events.flatMap((event) => (event.type === "claim-checked" ? [event.claim.verdict] : []));
  const validated: Validated = next.value;
  return { ...validated, events, deltas, verdicts };
}

describe("validate", () => {
  it("releases a supported sentence once it is checked", async () => {
    const result = await validate(["The Eiffel Tower was completed in 1889 [1]."]);
    expect(result.events.map(({ type }) => type)).toEqual(["claim-checked", "answer-delta"]);
    expect(result.text).toBe("The Eiffel Tower was completed in 1889 [1].");
    expect(result.abstention).toBeNull();
    expect(result.claims[0]!.evidence).toEqual([
      { source: 1, passageId: "a.md#0", quote: "The Eiffel Tower was completed in 1889.", start: 0, end: 39 },
    ]);
  });

  it("never releases a sentence that its source does not support", async () => {
    const result = await validate([
      "The Eiffel Tower was completed in 1899 [1].",
      "Bananas contain potassium [1].",
      "The Champ de Mars has fountains.",
      "The Eiffel Tower is 330 metres tall [1].",
    ]);
    expect(result.verdicts).toEqual(["contradicted", "unsupported", "uncited", "supported"]);
    expect(result.deltas).toEqual(["The Eiffel Tower is 330 metres tall [1]."]);
    expect(result.claims.map(({ verdict }) => verdict)).toEqual(["supported"]);
  });

  it("checks a sentence against the source it cites, not against another that says it", async () => {
    const result = await validate(["The Eiffel Tower is 330 metres tall [2]."], { dropUnsupported: false });
    expect(result.verdicts).toEqual(["unsupported"]);
  });

  it("counts marks that point to no source and removes them", async () => {
    const result = await validate(["The Eiffel Tower was completed in 1889 [1][7].", "Trains cross daily [9]."]);
    expect(result.text).toBe("The Eiffel Tower was completed in 1889 [1].");
    expect(result.claims[0]!.citations).toEqual([1]);
    expect(result.invalidCitations).toBe(2);
    expect(result.verdicts).toEqual(["supported", "uncited"]);
  });

  it("places every claim where it stands in the text, and the deltas make up the text", async () => {
    const result = await validate([
      "The Eiffel Tower was completed in 1889 [1].",
      "Bananas contain potassium [1].",
      { text: "It is 330 metres tall [1].", separator: "\n" },
      "The Garabit bridge carries a railway over the river [2].",
    ]);
    expect(result.claims).toHaveLength(3);
    for (const claim of result.claims) expect(result.text.slice(claim.start, claim.end)).toBe(claim.text);
    expect(result.deltas.join("")).toBe(result.text);
    expect(result.text).toContain("[1].\nIt is");
  });

  it("quotes evidence that stands in the cited passage", async () => {
    const { claims } = await validate(["In 1889 the Eiffel Tower was completed [1]."]);
    const [span] = claims[0]!.evidence;
    expect(TOWER.slice(span!.start, span!.end)).toBe(span!.quote);
  });

  it("keeps unsupported sentences, marked as such, when told to", async () => {
    const result = await validate(["Bananas contain potassium [1]."], { dropUnsupported: false });
    expect(result.text).toBe("Bananas contain potassium [1].");
    expect(result.claims[0]!.verdict).toBe("unsupported");
  });
});

describe("abstention", () => {
  const abstained = { text: "", claims: [], deltas: [] };
  const sentence = "The Eiffel Tower was completed in 1889 [1].";

  it("refuses input that is no question", async () => {
    const plan = aPlan("Hello!", { intent: "small-talk", subQueries: [] });
    const result = await validate([sentence], { plan });
    expect(result).toMatchObject({ ...abstained, confidence: 0, abstention: { reason: "refused-input" } });
  });

  it("says when there is no evidence", async () => {
    const result = await validate([sentence], { evidence: [] });
    expect(result).toMatchObject({ ...abstained, confidence: 0, abstention: { reason: "no-evidence" } });
  });

  it("says when the evidence is weak, naming the closest source, and does not read the draft", async () => {
    const result = await validate([sentence], { evidence: weak, plan: aPlan("Who painted the moon?") });
    expect(result).toMatchObject({ ...abstained, events: [], abstention: { reason: "weak-evidence" } });
    expect(result.abstention!.message).toContain("The closest source is");
    expect(result.confidence).toBeLessThan(0.5);
  });

  it("says when no sentence of the draft was supported", async () => {
    const result = await validate(["Bananas contain potassium [1]."]);
    expect(result).toMatchObject({ ...abstained, abstention: { reason: "unsupported-draft" } });
    expect(result.verdicts).toEqual(["unsupported"]);
  });

  it("says so for an empty draft too", async () => {
    expect((await validate([])).abstention!.reason).toBe("unsupported-draft");
  });
});
