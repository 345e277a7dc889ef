import { describe, expect, it, vi } from "vitest";
import { createClaimChecker } from "../../../src/validation/check-claim.js";
import type { SupportPredicate } from "../../../eval/metrics/alce.js";
import { claimRecall } from "../../../eval/metrics/claim-recall.js";

const { check: checkClaim } = createClaimChecker(null);

const ownCheck: SupportPredicate = async (claim, [text]) =>
  (await checkClaim(claim, [{ text: text! }])).verdict === "supported";

const REFERENCE =
  "The Eiffel Tower was completed in 1889. It is 330 metres tall. Thirty-seven bridges cross the Seine.";

describe("claim recall", () => {
  it("is the share of the reference's sentences that the answer supports, in any order", async () => {
    const both = "The Seine: thirty-seven bridges cross the Seine [2]. The Eiffel Tower was completed in 1889 [1].";
    expect(await claimRecall(both, [REFERENCE], ownCheck)).toBe(2 / 3);
    expect(await claimRecall(REFERENCE, [REFERENCE], ownCheck)).toBe(3 / 3);
    expect(await claimRecall("The Eiffel Tower was completed in 1899 [1].", [REFERENCE], ownCheck)).toBe(0 / 3);
  });

  it("is that of the reference best covered, where there are several", async () => {
    const answer = "The Eiffel Tower was completed in 1889 [1].";
    const short = "The Eiffel Tower was completed in 1889. It is 330 metres tall.";
    expect(await claimRecall(answer, [REFERENCE, short], ownCheck)).toBe(1 / 2);
    expect(await claimRecall(answer, [short, "", REFERENCE], ownCheck)).toBe(1 / 2);
  });

  it("shows the judge the answer without its marks", async () => {
    const judge = vi.fn(() => true);
    expect(await claimRecall("It is tall [1]. So it is.", ["Tall? Yes."], judge)).toBe(2 / 2);
    expect(judge.mock.calls).toEqual([
      ["Tall?", ["It is tall. So it is."]],
      ["Yes.", ["It is tall. So it is."]],
    ]);
  });

  it("is 0 for an empty answer, about which nobody is asked", async () => {
    const judge = vi.fn(() => true);
    expect(await claimRecall("", [REFERENCE], judge)).toBe(0);
    expect(await claimRecall(" [1]", [REFERENCE], judge)).toBe(0);
    expect(judge).not.toHaveBeenCalled();
  });

  it.each([[[]], [[""]], [["–\n\n…"]]])("is missing for the references %j", async (references: string[]) => {
    expect(await claimRecall("It is tall.", references, () => true)).toBeNull();
  });
});
