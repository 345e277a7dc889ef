import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from "cockatiel";
import { TimeIsUp } from "../../domain/deadline.js";
import { FootnoteError } from "../../domain/errors.js";
import type { ChatModel, StreamingChatModel } from "../../ports/chat-model.js";

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
  const guarded = createGuard(isAway, failures, pauseMs, `"${model.modelId}" has failed ${failures} times in a row.`);

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

/**
 * A model that is asked something on the way, each time with a deadline, behind a breaker of its own: where it lets so
 * many in a row pass, a question would wait for the next one in vain as well. Callers that leave do not count.
 */
export function withSlownessBreaker(
  model: ChatModel,
  { failures = 3, pauseMs = 60_000 }: BreakerSettings = {},
): ChatModel {
  const isSlow = (error: Error): boolean => error instanceof TimeIsUp;
  const guarded = createGuard(isSlow, failures, pauseMs, `"${model.modelId}" was too slow ${failures} times in a row.`);

  return {
    modelId: model.modelId,
    complete: (messages, request) =>
      guarded(async () => {
        try {
          return await model.complete(messages, request);
        } catch (error) {
          throw request.signal?.reason instanceof TimeIsUp ? request.signal.reason : error;
        }
      }),
  };
}

/** Runs calls until so many in a row failed in the way that counts; then refuses them for a while. */
function createGuard(counts: (error: Error) => boolean, failures: number, pauseMs: number, message: string) {
  const breaker = circuitBreaker(handleWhen(counts), {
    halfOpenAfter: pauseMs,
    breaker: new ConsecutiveBreaker(failures),
  });

  return async function guarded<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await breaker.execute(call);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new FootnoteError("LLM_UNAVAILABLE", message, { hint: `It is asked again within ${pauseMs / 1_000} s.` });
    }
  };
}
