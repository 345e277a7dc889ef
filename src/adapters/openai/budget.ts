import { FootnoteError } from "../../domain/errors.js";
import type { ChatMessage, StreamingChatModel, TokenCounts } from "../../ports/chat-model.js";
import { estimatePrompt, estimateTokens } from "../../text/estimate-tokens.js";

/** Tokens of the current day (UTC) in all models that share it. */
export interface DayBudget {
  /** @throws FootnoteError LLM_REFUSED when the day's tokens are used up */
  check(): void;
  add(tokens: number): void;
}

export function createDayBudget(maxTokens: number, now: () => Date = () => new Date()): DayBudget {
  let day = "";
  let spent = 0;
  const today = (): void => {
    const date = now().toISOString().slice(0, 10);
    if (date !== day) [day, spent] = [date, 0];
  };
  return {
    check() {
      today();
      if (spent < maxTokens) return;
      throw new FootnoteError("LLM_REFUSED", `The day's ${maxTokens} tokens are used up.`, {
        hint: "They begin anew at midnight UTC; FOOTNOTE_MAX_TOKENS_PER_DAY sets them.",
      });
    },
    add(tokens) {
      today();
      spent += tokens;
    },
  };
}

/** The model as long as the day's budget lasts; counted by the endpoint, or by estimate where it does not count. */
export function withBudget(model: StreamingChatModel, budget: DayBudget): StreamingChatModel {
  const charge = (messages: readonly ChatMessage[], written: string, counts: TokenCounts | null): void =>
    budget.add(
      (counts?.promptTokens ?? estimatePrompt(messages)) + (counts?.completionTokens ?? estimateTokens(written)),
    );
  return {
    modelId: model.modelId,
    async complete(messages, request) {
      budget.check();
      const completion = await model.complete(messages, request);
      charge(messages, completion.text, completion);
      return completion;
    },
    async *stream(messages, request) {
      budget.check();
      let written = "";
      let counts: TokenCounts | null = null;
      const pieces = model.stream(messages, request);
      try {
        for (;;) {
          const next = await pieces.next();
          if (next.done) return (counts = next.value);
          written += next.value;
          yield next.value;
        }
      } finally {
        charge(messages, written, counts);
        await pieces.return({ promptTokens: null, completionTokens: null });
      }
    },
  };
}
