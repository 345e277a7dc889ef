import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Draft } from "../../../src/domain/answer.js";
import { numberSources } from "../../../src/domain/source.js";
import { createClaimChecker } from "../../../src/validation/check-claim.js";
import { cutPart } from "../../../src/validation/repair/cut.js";
import { repairSentence } from "../../../src/validation/repair/repair-sentence.js";
import { smoothOpening } from "../../../src/validation/repair/smooth.js";
import { someEvidence } from "../../doubles/evidence.js";
import { createWordCountingModel } from "../../doubles/word-counting-model.js";

const TOWER = "The Eiffel Tower was completed in 1889. It is 330 metres tall.";
const BRIDGE = "The Garabit bridge carries a railway over the river Truyère.";
const sources = numberSources([
  someEvidence(TOWER, () => 1).passage,
  someEvidence(BRIDGE, () => 1, { documentId: "b.md", title: "Garabit" }).passage,
]);

async function repair(text: string, { rewrite, ...more }: { rewrite?: Draft["rewrite"]; afterGap?: boolean } = {}) {
  return repairSentence(text, {
    checker: createClaimChecker(createWordCountingModel()),
    draft: { sources, ...(rewrite && { rewrite }) },
    ...{ before: null, beforeCitations: [], keptCitations: [], afterGap: false, signal: new AbortController().signal },
    ...more,
  });
}

describe("the repair ladder", () => {
  it("leaves a supported sentence as it is", async () => {
    const { claim, kept, repairs } = await repair("The Eiffel Tower was completed in 1889 [1].");
    expect({ kept, repairs, text: claim.text }).toEqual({
      kept: true,
      repairs: [],
      text: "The Eiffel Tower was completed in 1889 [1].",
    });
  });

  it("replaces a wrong citation and adds a missing one", async () => {
    for (const text of ["The Eiffel Tower was completed in 1889 [2].", "The Eiffel Tower was completed in 1889."]) {
      const { claim, repairs } = await repair(text);
      expect(claim).toMatchObject({
        text: "The Eiffel Tower was completed in 1889 [1].",
        citations: [1],
        verdict: "supported",
      });
      expect(repairs).toMatchObject([{ kind: "recited", before: text, after: claim.text }]);
    }
  });

  it("finds no source for a vague remark whose few words some source holds", async () => {
    expect((await repair("Metres are tall.")).kept).toBe(false);
  });

  it("takes a citation away that adds nothing, and keeps a redundant one", async () => {
    const { claim, repairs } = await repair("The Eiffel Tower was completed in 1889 [1][2].");
    expect(claim.text).toBe("The Eiffel Tower was completed in 1889 [1].");
    expect(repairs.map(({ kind }) => kind)).toEqual(["citation-removed"]);
  });

  it("asks a model once to write the sentence anew, with the reason", async () => {
    const asked: string[] = [];
    const rewrite = async (sentence: string, reason: string) => {
      asked.push(`${sentence} | ${reason}`);
      return "The Eiffel Tower was completed in 1889 [1].";
    };
    const { claim, repairs } = await repair("The Eiffel Tower was completed in 1899 [1].", { rewrite });
    expect(asked).toEqual(["The Eiffel Tower was completed in 1899 [1]. | The passage says 1889, the sentence 1899."]);
    expect(claim.text).toBe("The Eiffel Tower was completed in 1889 [1].");
    expect(repairs.map(({ kind }) => kind)).toEqual(["rewritten"]);
  });

  it("does not take a new sentence that is no better", async () => {
    const { kept } = await repair("The Eiffel Tower was completed in 1899 [1].", {
      rewrite: async () => "The Eiffel Tower was completed in 1898 [1].",
    });
    expect(kept).toBe(false);
  });

  it("cuts what is not supported when the rest stands", async () => {
    const { claim, repairs } = await repair(
      "The Eiffel Tower was completed in 1889, following long pressure from angry investors [1].",
    );
    expect(claim).toMatchObject({ text: "The Eiffel Tower was completed in 1889 [1].", verdict: "supported" });
    expect(repairs.map(({ kind }) => kind)).toEqual(["cut"]);
  });

  it("drops what nothing helps, and says why", async () => {
    const { kept, repairs } = await repair("Bananas contain potassium [1].");
    expect(kept).toBe(false);
    expect(repairs).toMatchObject([{ kind: "dropped", after: "", reason: expect.stringMatching(/passage/) }]);
  });

  it("keeps what states nothing", async () => {
    expect(await repair("Here is what the sources say:")).toMatchObject({ kept: true, repairs: [] });
  });

  it("takes a connective away when the sentence before was dropped", async () => {
    const { claim } = await repair("However, the Eiffel Tower was completed in 1889 [1].", { afterGap: true });
    expect(claim.text).toBe("The Eiffel Tower was completed in 1889 [1].");
  });

  it("drops a pronoun that has lost what it stands for", async () => {
    expect((await repair("It is 330 metres tall [1].", { afterGap: true })).kept).toBe(false);
  });
});

describe("a sentence without one of its parts", () => {
  it.each([
    ["It rose in May, and prices fell everywhere.", ", and prices fell everywhere", "It rose in May."],
    [
      "Because prices fell everywhere, the index rose in May.",
      "Because prices fell everywhere",
      "The index rose in May.",
    ],
    ["The index, which nobody reads today, rose in May.", "which nobody reads today", "The index rose in May."],
    ["The index rose in May.", "rose", null],
  ])("%j without %j is %j", (sentence, part, expected) => {
    const start = sentence.indexOf(part);
    expect(cutPart(sentence, { start, end: start + part.length })).toBe(
      expected?.startsWith("It rose") ? null : expected,
    );
  });

  it("never grows, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
        expect((cutPart(text, { start, end }) ?? "").length).toBeLessThanOrEqual(text.length + 1);
      }),
    );
  });

  it("opens without its connective", () => {
    expect(smoothOpening("However, prices fell.", false)).toBe("Prices fell.");
    expect(smoothOpening("It fell.", false)).toBeNull();
    expect(smoothOpening("It fell.", true)).toBe("It fell.");
  });
});
