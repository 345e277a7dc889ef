import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from "cockatiel";
import { FootnoteError } from "../../domain/errors.js";
import type { StreamingChatModel } from "../../ports/chat-model.js";

export interface BreakerSettings {
  /** Failures in a row after which the model is not asked. Default 3. */
  failures?: number;
  /** For so long; then one request tries it. Default 15,000. */
  pauseMs?: number;
}

/**
 * The model behind a circuit breaker (Nygard, Release It!, 2007): while it is away, questions are not held up by finding
 * that out again. Only LLM_UNAVAILABLE counts; a stream counts once, by whether it gave a first piece.
 */
export function withCircuitBreaker(
  model: StreamingChatModel,
  { failures = 3, pauseMs = 15_000 }: BreakerSettings = {},
): StreamingChatModel {
  const isAway = (error: Error): boolean => error instanceof FootnoteError && error.code === "LLM_UNAVAILABLE";
  const breaker = circuitBreaker(handleWhen(isAway), {
    halfOpenAfter: pauseMs,
    breaker: new ConsecutiveBreaker(failures),
  });

  async function guarded<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await breaker.execute(call);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new FootnoteError("LLM_UNAVAILABLE", `"${model.modelId}" has failed ${failures} times in a row.`, {
        hint: `It is asked again within ${pauseMs / 1_000} s.`,
      });
    }
  }

  return {
    modelId: model.modelId,
    complete: (messages, request) => guarded(() => model.complete(messages, request)),
    async *stream(messages, request) {
      const pieces = model.stream(messages, request);
      try {
        let next = await guarded(() => pieces.next());
        while (!next.done) {
          yield next.value;
          next = await pieces.next();
        }
        return next.value;
      } finally {
        await pieces.return({ promptTokens: null, completionTokens: null });
      }
    },
  };
}
