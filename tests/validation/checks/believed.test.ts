import { describe, expect, it } from "vitest";
import type { SupportModel } from "../../../src/ports/support-model.js";
import { createClaimChecker } from "../../../src/validation/check-claim.js";
import { believed } from "../../../src/validation/checks/believed.js";
import type { Finding } from "../../../src/validation/checks/check.js";

const finding = (kind: string): Finding => ({
  ...{ kind, effect: "contradicts", reason: `${kind}.`, span: { start: 0, end: 1 } },
});

describe("findings that may overrule the support model", () => {
  const all = ["number", "negation", "name", "quantifier", "roles", "replaced"].map(finding);

  it("are all, beside a claim that keeps the wording of the evidence", () => {
    expect(believed(all, { bigramRecall: 0.8 })).toEqual(all);
  });

  it("are those that hold in any words, beside a claim in words of its own", () => {
    const kinds = believed(all, { bigramRecall: 0.3 }).map(({ kind }) => kind);
    expect(kinds).toEqual(["number", "negation", "name"]);
  });
});

describe("a claim that the model finds supported", () => {
  const model: SupportModel = { modelId: "sure", score: async (pairs) => pairs.map(() => 6) };
  const sources = [
    {
      title: "",
      text: "Most caches keep the answers of earlier questions for an hour. Some of them drop what nobody has asked for again.",
    },
  ];
  const check = async (claim: string, checker = createClaimChecker(model)) =>
    (await checker.check(claim, sources)).verdict;

  it("is refuted by a quantifier in the words of the evidence, not in others", async () => {
    expect(await check("All caches keep the answers of earlier questions for an hour.")).not.toBe("supported");
    expect(await check("In all, earlier answers stay in caches, which keep them.")).toBe("supported");
  });

  it("is refuted by another figure in any words", async () => {
    expect(await check("Earlier answers stay in caches, which keep them for 3 hours.")).not.toBe("supported");
  });

  it("has every check against it where no model can be asked", async () => {
    const words = createClaimChecker(null);
    expect(await check("All caches keep the answers of earlier questions for an hour.", words)).not.toBe("supported");
  });
});
