import { describe, expect, it } from "vitest";
import { createClaimChecker } from "../../src/validation/check-claim.js";

const { check: checkClaim } = createClaimChecker(null);

const TOWER = "The Eiffel Tower was completed in 1889. It is 330 metres tall and stands on the Champ de Mars.";
const LIBRARY = "The library gets 1,500 downloads a day. The cache saves 20 percent of the requests.";
const INDEX = "The graph index does not need training. It keeps all vectors in memory.";
const check = (claim: string, ...texts: string[]) =>
  checkClaim(
    claim,
    texts.map((text) => ({ text })),
  );

describe("the verdict on a claim", () => {
  it.each([
    ["verbatim", "The Eiffel Tower was completed in 1889.", TOWER, "supported"],
    ["paraphrase", "In 1889 the Eiffel Tower was completed.", TOWER, "supported"],
    ["number changed", "The Eiffel Tower was completed in 1899.", TOWER, "contradicted"],
    ["number in another notation", "The library gets 1.5k downloads a day.", LIBRARY, "supported"],
    ["percent for a plain number", "The cache saves 20 of the requests.", LIBRARY, "contradicted"],
    ["percent in another notation", "The cache saves 20% of the requests.", LIBRARY, "supported"],
    ["negation added", "The tower was never completed.", "The tower was completed.", "contradicted"],
    ["negation removed", "The graph index needs training.", INDEX, "contradicted"],
    ["figure the passage lacks", "Bananas cost 14 euros.", TOWER, "unsupported"],
    ["off topic", "Bananas contain potassium and sugar.", TOWER, "unsupported"],
    [
      "mostly something else",
      "The tower inspired countless painters, poets, novelists and musicians.",
      TOWER,
      "unsupported",
    ],
    ["empty", "", TOWER, "unsupported"],
    ["only punctuation", "...", INDEX.replaceAll(".", ""), "unsupported"],
  ] as const)("judges a claim that is %s", async (_kind, claim, passage, verdict) => {
    expect((await check(claim, passage)).verdict).toBe(verdict);
  });

  it("does not support a sentence with the name swapped", async () => {
    const swapped = await check("The parser was written by Grace Hopper.", "The parser was written by Ada Lovelace.");
    expect(swapped.verdict).toBe("contradicted");
    expect(swapped.reason).toMatch(/Grace|Ada/);
  });

  it("says which figure stands where", async () => {
    expect((await check("The Eiffel Tower was completed in 1899.", TOWER)).reason).toBe(
      "The passage says 1889, the sentence 1899.",
    );
    expect((await check("The cache saves 20 of the requests.", LIBRARY)).reason).toBe(
      "The passage says 20 percent, the sentence 20.",
    );
  });

  it("points to the very words of a quotation", async () => {
    const claim = "It keeps all vectors in memory.";
    const { evidence, score } = await check(claim, TOWER, INDEX);
    expect(evidence).toEqual({ index: 1, start: INDEX.indexOf(claim), end: INDEX.length });
    expect(score).toBe(1);
  });

  it("has nothing to point to for an unrelated claim, or without texts", async () => {
    expect(await check("Bananas contain potassium.", TOWER)).toMatchObject({ evidence: null, score: 0 });
    expect(await check("Bananas contain potassium.")).toMatchObject({ evidence: null, verdict: "unsupported" });
  });

  it("takes a figure from any of the cited texts", async () => {
    expect((await check("The tower is 330 metres tall.", "The tower is tall, in metres.", TOWER)).verdict).toBe(
      "supported",
    );
  });

  it("lets the title name the subject that the sentence leaves out", async () => {
    const text = "It keeps all vectors in memory.";
    const claim = "HNSW keeps all vectors in memory.";
    expect((await checkClaim(claim, [{ title: "HNSW", text }])).score).toBeGreaterThan(
      (await checkClaim(claim, [{ text }])).score,
    );
  });
});
