import { setImmediate as nextTurn } from "node:timers/promises";

/** Lets long work give way to searches: `if (turns.isOver()) await turns.next();` */
export interface Turns {
  isOver(): boolean;
  /** @throws the signal's reason once it is aborted */
  next(): Promise<void>;
}

/** Short beside a search; long beside what a turn itself costs. */
const TURN_MS = 6;

export function createTurns(signal?: AbortSignal): Turns {
  let from = performance.now();
  return {
    isOver: () => performance.now() - from > TURN_MS,
    async next() {
      await nextTurn();
      signal?.throwIfAborted();
      from = performance.now();
    },
  };
}
