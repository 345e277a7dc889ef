export interface Deadline {
  /** Aborts with the outer signal, if there is one, or when the time is up. */
  signal: AbortSignal;
  /** Ends the timer; to be called when the work is done. */
  clear(): void;
}

/** Why a deadline's signal fired: the time was up, and nobody left. */
export class TimeIsUp extends Error {
  override name = "TimeIsUp";
}

/**
 * A signal with a time limit. Not `AbortSignal.any([outer, AbortSignal.timeout(ms)])`: Node 20 may collect that
 * combination as garbage before it fires.
 */
export function createDeadline(timeoutMs: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  const follow = (): void => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(new TimeIsUp(`Not done within ${timeoutMs} ms.`)), timeoutMs);
  if (outer?.aborted) follow();
  outer?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", follow);
    },
  };
}
