import { FootnoteError } from "../domain/errors.js";

export interface AnswerQueue {
  /**
   * Resolves when an answer may start, in order of arrival, with the function that ends its turn.
   * @throws FootnoteError OVERLOADED when the queue is full, ABORTED when the signal fires first
   */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** Lets `running` answers run at once and `waiting` more wait: past that a quick refusal serves everyone better. */
export function createAnswerQueue({ running = 4, waiting = 16 } = {}): AnswerQueue {
  const queue = new Set<() => void>();
  let active = 0;

  function startNext(): void {
    for (const start of queue) {
      queue.delete(start);
      return start();
    }
  }

  function turn(): () => void {
    active++;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      active--;
      startNext();
    };
  }

  async function enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new FootnoteError("ABORTED", "The request was cancelled.");
    if (active < running) return turn();
    if (queue.size >= waiting) {
      throw new FootnoteError("OVERLOADED", `${active} answers are being written and ${queue.size} more are waiting.`);
    }
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener("abort", leave);
        resolve(turn());
      };
      const leave = (): void => {
        queue.delete(start);
        reject(new FootnoteError("ABORTED", "The request was cancelled while it waited."));
      };
      queue.add(start);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  return { enter };
}
