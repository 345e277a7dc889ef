import { describe, expect, it } from "vitest";
import type { PlantedDraft } from "../../../eval/planted/plant-drafts.js";
import { scoreDraft } from "../../../eval/planted/score-draft.js";

const passage = (id: string, text: string) => ({
  ...{ id, document: id, title: id, text, sentences: [text], collection: "test" },
});
const DRAFT: PlantedDraft = {
  ...{ id: "draft:1", style: "extractive", passages: [passage("a", "Cats sleep."), passage("b", "Dogs run far.")] },
  sentences: [
    { text: "Cats sleep.", truth: "Cats sleep.", source: 1, marks: [1, 2], fault: "superfluous mark", kind: "x" },
    { text: "Dogs never run far.", truth: "Dogs run far.", source: 2, marks: [2], fault: "false", kind: "negation" },
    { text: "Dogs run far.", truth: "Dogs run far.", source: 2, marks: [1], fault: "wrong mark", kind: "x" },
  ],
};
const shown = (text: string, kept = true) => ({ text, citations: [], kept, verdict: "" });

describe("the score of a validated draft", () => {
  it("is the draft's own when nothing was changed", () => {
    const texts = ["Cats sleep [1][2].", "Dogs never run far [2].", "Dogs run far [1]."];
    const scores = scoreDraft(
      DRAFT,
      texts.map((text) => shown(text)),
    );
    expect(scores).toMatchObject({ citationPrecision: 1 / 4, citationRecall: 1 / 3, falseRemaining: 1 });
    expect(scores).toMatchObject({ "citationPrecision.before": 1 / 4, "citationRecall.before": 1 / 3 });
    expect(scores).toMatchObject({ supportedLost: 0, misattributedLost: 0 });
  });

  it("counts dropped sentences as lost, and corrected ones as true", () => {
    const scores = scoreDraft(DRAFT, [shown("Cats sleep.", false), shown("Dogs run far [2]."), shown("x", false)]);
    expect(scores).toMatchObject({ citationPrecision: 1, citationRecall: 1, falseRemaining: 0 });
    expect(scores).toMatchObject({ supportedLost: 1, misattributedLost: 1 });
  });
});
