import { describe, expect, it } from "vitest";
import { createClaimChecker } from "../../src/validation/check-claim.js";

const { check: checkClaim } = createClaimChecker(null);

const TOWER = "The Eiffel Tower was completed in 1889. It is 330 metres tall and stands in Paris.";

describe("checkClaim", () => {
  it("supports a sentence that stands word for word in the passage, and says where", async () => {
    const { verdict, score, evidence } = await checkClaim("It is 330 metres tall and stands in Paris.", [
      { text: TOWER },
    ]);
    expect([verdict, score]).toEqual(["supported", 1]);
    expect(TOWER.slice(evidence!.start, evidence!.end)).toBe("It is 330 metres tall and stands in Paris.");
  });

  it("supports a close paraphrase", async () => {
    expect((await checkClaim("The Eiffel Tower was completed in Paris in 1889.", [{ text: TOWER }])).verdict).toBe(
      "supported",
    );
  });

  it("names both numbers when one was changed", async () => {
    const { verdict, reason } = await checkClaim("The Eiffel Tower was completed in 1899.", [{ text: TOWER }]);
    expect(verdict).toBe("contradicted");
    expect(reason).toBe("The passage says 1889, the sentence 1899.");
  });

  it.each([
    ["1.5k", "1,500"],
    ["2 million", "2,000,000"],
    ["seven", "7"],
    ["20 percent", "20%"],
  ])("reads %s as %s", async (said, written) => {
    const check = await checkClaim(`The index holds ${said} passages.`, [
      { text: `The index holds ${written} passages.` },
    ]);
    expect(check.verdict).toBe("supported");
  });

  it("tells a percentage from a count", async () => {
    const check = await checkClaim("The index lost 20% passages.", [{ text: "The index lost 20 passages." }]);
    expect(check.verdict).toBe("contradicted");
  });

  it("sees that one of the two denies what the other says", async () => {
    const check = await checkClaim("The tower was not completed in 1889.", [
      { text: "The tower was completed in 1889." },
    ]);
    expect(check.verdict).toBe("contradicted");
  });

  it.each(["Sourdough needs a long, cool rest before baking.", "", "   "])("does not support %j", async (claim) => {
    expect(await checkClaim(claim, [{ text: TOWER }])).toMatchObject({
      verdict: "unsupported",
      score: 0,
      evidence: null,
    });
  });

  it("says which name stands in place of another", async () => {
    const passage = [{ text: "Gustave Eiffel's company designed and built the tower." }];
    expect(await checkClaim("The company of Gustave Courbet designed and built the tower.", passage)).toMatchObject({
      verdict: "contradicted",
      reason: "The passage says Eiffel, the sentence Courbet.",
    });
    expect((await checkClaim("The company of Gustave Eiffel designed and built the tower.", passage)).verdict).toBe(
      "supported",
    );
  });

  it("sees a name swapped at the start of a sentence, where every word has a capital", async () => {
    const passage = [{ title: "The games in Paris", text: "Paris hosted the Olympic games of 1900 in its parks." }];
    const swapped = await checkClaim("Berlin hosted the Olympic games of 1900 in its parks.", passage);
    expect(swapped).toMatchObject({ verdict: "partial", reason: 'The passage does not mention "Berlin".' });
    expect((await checkClaim("Paris hosted the games of 1900 in its parks.", passage)).verdict).toBe("supported");
  });

  it("sees what is denied, and of what", async () => {
    const text = "Stop words do not change the order much. Stemming improves recall on short documents.";
    const claim = "Stemming improves recall on short documents and stop words do not change the order";
    expect((await checkClaim("Stemming does not improve recall on short documents.", [{ text }])).verdict).toBe(
      "contradicted",
    );
    expect((await checkClaim("On short documents stemming improves recall.", [{ text }])).verdict).toBe("supported");
    expect((await checkClaim(claim, [{ text }])).verdict).not.toBe("contradicted");
  });

  it("names the number that counts the same thing, of several", async () => {
    const text = "It is 330 metres tall, and about 7 million people visit it every year.";
    expect((await checkClaim("About 9 million people visit it every year.", [{ text }])).reason).toBe(
      "The passage says 7 million, the sentence 9 million.",
    );
  });

  it("does not know a figure that the passage does not give", async () => {
    const check = await checkClaim("A ticket for the tower costs 30 euros.", [{ text: TOWER }]);
    expect(check).toMatchObject({ verdict: "unsupported", reason: "The passage does not give the figure 30." });
  });

  it("takes the title for a part of the passage", async () => {
    const text = "It was completed in 1889 and stands in Paris.";
    const claim = "The Eiffel Tower was completed in 1889 in Paris.";
    const [without, under] = [
      await checkClaim(claim, [{ text }]),
      await checkClaim(claim, [{ title: "Eiffel Tower", text }]),
    ];
    expect(under.verdict).toBe("supported");
    expect(under.score).toBeGreaterThan(without.score);
  });

  it("finds the text that supports a claim among several", async () => {
    const check = await checkClaim("The Eiffel Tower is 330 metres tall.", [{ text: "Bread rises." }, { text: TOWER }]);
    expect(check.evidence?.index).toBe(1);
  });
});
