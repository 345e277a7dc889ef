import { FootnoteError } from "../domain/errors.js";

/** While one document is embedded, the next is read and cut. */
const CONCURRENCY = 2;

/** Runs `work` on the items, a few at a time. The first failure stops the rest, and is thrown when all have ended. */
export async function forEachConcurrently<T>(
  items: T[],
  signal: AbortSignal | undefined,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (stop.aborted) return;
      try {
        await work(item, stop);
      } catch (error) {
        failure.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  throwIfAborted(signal);
  if (failure.signal.aborted) throw failure.signal.reason;
}

/** @throws FootnoteError ABORTED */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FootnoteError("ABORTED", "Ingest was stopped; what was stored before stays.");
}
