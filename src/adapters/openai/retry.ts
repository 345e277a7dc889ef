import { setTimeout as sleep } from "node:timers/promises";
import { FootnoteError } from "../../domain/errors.js";

export interface RetryOptions {
  /** Attempts in all, at least 1. */
  attempts: number;
  /** Wait before the second attempt; doubled for each further one, and drawn from the upper half of that. */
  firstDelayMs: number;
  signal?: AbortSignal;
}

/** Longest wait between two attempts; an endpoint that asks for a longer one is given up. */
const MAX_DELAY_MS = 20_000;

/** What an attempt throws when the next one may succeed. */
export class TransientFailure extends Error {
  /** @param retryAfterMs the endpoint's own wish, null without one */
  constructor(
    readonly failure: FootnoteError,
    readonly retryAfterMs: number | null = null,
  ) {
    super(failure.message);
  }
}

/**
 * The first result of up to `attempts` attempts. Only a TransientFailure is repeated; when none is left, its failure is
 * thrown. Our own few lines, because the waits of the usual packages cannot be aborted.
 * @throws FootnoteError ABORTED, at once, whatever it is doing
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { attempts, firstDelayMs, signal }: RetryOptions,
): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientFailure)) throw error;
      const delayMs = error.retryAfterMs ?? firstDelayMs * 2 ** (count - 1) * (0.5 + Math.random() / 2);
      if (count >= attempts || delayMs > MAX_DELAY_MS) throw error.failure;
      await wait(delayMs, signal);
    }
  }
}

async function wait(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch {
    throw new FootnoteError("ABORTED", "The model was not waited for.");
  }
}
