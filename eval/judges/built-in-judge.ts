import { checkClaim, SUPPORT_THRESHOLD } from "../../src/validation/check-claim.js";
import type { SupportJudge } from "./support-judge.js";

/**
 * Files of ../shared/evals/claims on which the support model's coefficients and threshold were fitted: a figure on one
 * of them flatters. Found by fitting on every choice of files: this one gives the shipped coefficients, to the digit,
 * with the features as they were when the model was made.
 */
export const BUILT_IN_FITTED_ON: readonly string[] = [
  "wice-dev",
  "wice-oracle-dev",
  "attributionbench-dev",
  "attributionbench-ood-dev",
];

/** The engine's own support check: no model to call, the same passages always give the same score. */
export function createBuiltInJudge(): SupportJudge {
  return {
    id: "built-in:check-claim",
    threshold: SUPPORT_THRESHOLD,
    async support(claim, passages) {
      const { score, verdict } = checkClaim(claim, [{ text: passages.join("\n") }]);
      return { score, verdict };
    },
  };
}
