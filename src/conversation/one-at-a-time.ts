import { FootnoteError } from "../domain/errors.js";

export interface Sequence {
  /**
   * Resolves when everything that came before under this key is over, with the function that ends this turn.
   * @throws FootnoteError ABORTED when the signal fires first, OVERLOADED when too many wait
   */
  enter(key: string, signal: AbortSignal): Promise<() => void>;
}

/** Lets what shares a key run one at a time, in order of arrival; what does not share one is not held up. */
export function createSequence(maxWaiting = 4): Sequence {
  const queues = new Map<string, { tail: Promise<void>; length: number }>();

  async function enter(key: string, signal: AbortSignal): Promise<() => void> {
    const queue = queues.get(key) ?? { tail: Promise.resolve(), length: 0 };
    if (queue.length > maxWaiting) {
      throw new FootnoteError("OVERLOADED", `${maxWaiting} questions of this conversation are waiting already.`);
    }
    queues.set(key, queue);
    queue.length++;
    const before = queue.tail;
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    queue.tail = before.then(() => over);
    void queue.tail.then(() => {
      if (--queue.length === 0) queues.delete(key);
    });
    try {
      await untilAborted(before, signal);
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }

  return { enter };
}

async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new FootnoteError("ABORTED", "The request was cancelled while it waited."));
  });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
