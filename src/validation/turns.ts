import { finish, type Steps } from "../text/steps.js";

/** For how long a check may hold the event loop; the slices of several answers can follow one right after another. */
const SLICE_MS = 8;

let turnBegan = 0;

/** Lets other work of the event loop have its turn, once this has held it for a slice; to be awaited between steps. */
export async function yieldTurn(): Promise<void> {
  if (performance.now() - turnBegan < SLICE_MS) return;
  await new Promise<void>((resolve) => setImmediate(resolve));
  turnBegan = performance.now();
}

/** The result of all steps, with turns for others between them. */
export async function finishInTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    await yieldTurn();
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** A value made once, when it is first asked for: beforehand with turns for others, or at once. */
export interface Lazy<T> {
  get(): T;
  steps(): Steps<T>;
  prepare(): Promise<T>;
}

export function lazy<T>(make: () => Steps<T>): Lazy<T> {
  let made: { value: T } | undefined;

  function* steps(): Steps<T> {
    return (made ??= { value: yield* make() }).value;
  }

  return {
    get: () => (made ? made.value : finish(steps())),
    steps,
    prepare: async () => (made ? made.value : finishInTurns(steps())),
  };
}
