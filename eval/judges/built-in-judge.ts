import { createClaimChecker } from "../../src/validation/check-claim.js";
import { LEXICAL_THRESHOLD } from "../../src/validation/support/support-score.js";
import type { SupportJudge } from "./support-judge.js";

/**
 * Files of ../shared/evals/claims on which coefficients and threshold of the check, or of its former version, were
 * fitted: a figure on one of them flatters.
 */
export const BUILT_IN_FITTED_ON: readonly string[] = [
  "wice-dev",
  "wice-oracle-dev",
  "attributionbench-dev",
  "attributionbench-ood-dev",
];

/** The check by words and rules alone: an engine that validates with a trained model is not judged by the same model. */
export const lexicalChecker = createClaimChecker(null);

/** No model to call, the same passages always give the same score. */
export function createBuiltInJudge(): SupportJudge {
  return {
    id: "built-in:check-claim",
    threshold: LEXICAL_THRESHOLD,
    async support(claim, passages) {
      const { score, verdict } = await lexicalChecker.check(claim, [{ text: passages.join("\n") }]);
      return { score, verdict };
    },
  };
}
