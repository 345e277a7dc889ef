import { expect, it } from "vitest";
import { createClaimChecker } from "../../../src/validation/check-claim.js";
import { attributionLength } from "../../../src/validation/claims/attribution.js";
import { createWordCountingModel } from "../../doubles/word-counting-model.js";

it.each([
  ["According to the given contexts, sturgeons are bottom feeders.", "sturgeons are bottom feeders."],
  ["Based on the documents provided, it rose.", "it rose."],
  ["As stated in the documentation, it rose.", "it rose."],
  ["The sources state that it rose.", "it rose."],
  ["Per the search results, it rose.", "it rose."],
  ["According to the Bureau of Statistics, it rose.", "According to the Bureau of Statistics, it rose."],
  ["The document states rules.", "The document states rules."],
  ["Based on the passage of time, it rose.", "Based on the passage of time, it rose."],
])("of %j leaves what is stated", (said, statement) => {
  expect(said.slice(attributionLength(said))).toBe(statement);
});

it("does not count for or against a claim, and moves what is marked in it", async () => {
  const checker = createClaimChecker(createWordCountingModel());
  const sources = [{ text: "The tower was completed in 1889 in Paris." }];
  const claim = "According to the given contexts, the tower was completed in 1889 in Paris.";
  expect(await checker.check(claim, sources)).toMatchObject({
    verdict: "supported",
    score: expect.any(Number) as number,
  });
  const wrong = `${claim.slice(0, -1)}, and bread rises slowly in warm kitchens.`;
  const { verdict, unsupported } = await checker.check(wrong, sources);
  expect(verdict).toBe("partial");
  expect(wrong.slice(unsupported!.start, unsupported!.end)).toContain("bread rises slowly in warm kitchens");
});
