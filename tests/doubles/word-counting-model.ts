import type { SupportModel } from "../../src/ports/support-model.js";
import { terms } from "../../src/text/tokens.js";

/** A support model without inference: log-odds from -4, none of the claim's terms found, to 4, all of them. */
export function createWordCountingModel(): SupportModel {
  return {
    modelId: "word-counting@1",
    async score(pairs) {
      return pairs.map(({ claim, evidence }) => {
        const held = new Set(terms(evidence));
        const asked = [...new Set(terms(claim))];
        return asked.length > 0 ? 8 * (asked.filter((term) => held.has(term)).length / asked.length) - 4 : -4;
      });
    },
  };
}
