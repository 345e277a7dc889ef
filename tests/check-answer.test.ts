import { describe, expect, it } from "vitest";
import { checkAnswer } from "../src/check-answer.js";
import { createClaimChecker } from "../src/validation/check-claim.js";
import { createWordCountingModel } from "./doubles/word-counting-model.js";

const sources = [
  { title: "Eiffel Tower", text: "The Eiffel Tower was completed in 1889. It is 330 metres tall." },
  { title: "Garabit", text: "The Garabit bridge carries a railway over the river." },
];
const check = (text: string) => checkAnswer(createClaimChecker(createWordCountingModel()), text, sources);

describe("an answer of another engine", () => {
  it("gets a verdict for each sentence, with its place and its evidence", async () => {
    const text = "## The tower\nThe Eiffel Tower was completed in 1899. [1] It is 330 metres tall [1][9]. Bread rises.";
    const { claims, invalidCitations } = await check(text);
    expect(claims.map(({ verdict }) => verdict)).toEqual(["uncited", "contradicted", "supported", "uncited"]);
    for (const { start, end, text: own } of claims) expect(text.slice(start, end)).toBe(own);
    const [span] = claims[2]!.evidence;
    expect(sources[0]!.text.slice(span!.start, span!.end)).toBe(span!.quote);
    expect(invalidCitations).toBe(1);
    expect(claims[0]!.reason).toBe("There is nothing to check: heading.");
  });

  it("reads a pronoun of another source as what it stands for", async () => {
    const { claims } = await check("The Garabit bridge carries a railway [2]. It is 330 metres tall [1].");
    expect(claims.map(({ verdict }) => verdict)).toEqual(["supported", expect.not.stringMatching(/^supported$/)]);
  });

  it("reads marks as others write them", async () => {
    const text =
      "The Eiffel Tower was completed in 1889. [1, 2] It is 330 metres tall【1】. It is 330 metres tall[1]. The bridge carries a railway [2-9].";
    const { claims, invalidCitations } = await check(text);
    expect(claims.map(({ citations, verdict }) => [citations, verdict])).toEqual([
      [[1, 2], "supported"],
      [[1], "supported"],
      [[1], "supported"],
      [[2], "supported"],
    ]);
    for (const { start, end, text: own } of claims) expect(text.slice(start, end)).toBe(own);
    expect(invalidCitations).toBe(7);
  });

  it("has no claims when it is empty", async () => {
    expect(await check("  ")).toEqual({ claims: [], invalidCitations: 0 });
  });
});
