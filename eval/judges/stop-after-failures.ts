import { FootnoteError } from "../../src/domain/errors.js";
import type { ChatModel } from "../../src/ports/chat-model.js";

/**
 * The model, given up for good after so many calls in a row that failed for a passing reason: single missing judgements
 * are counted, but an endpoint that is gone would make a whole run of them, minutes each.
 */
export function stopAfterFailures(model: ChatModel, limit = 5): ChatModel {
  let inARow = 0;
  return {
    modelId: model.modelId,
    async complete(messages, request) {
      try {
        const completion = await model.complete(messages, request);
        inARow = 0;
        return completion;
      } catch (error) {
        if (!(error instanceof FootnoteError) || error.code !== "LLM_UNAVAILABLE" || ++inARow < limit) throw error;
        throw new FootnoteError("LLM_REFUSED", `${error.message} ${limit} calls in a row failed.`, {
          hint: error.hint,
          cause: error,
        });
      }
    },
  };
}
