/** A long computation that yields where it may be interrupted, and returns its result. */
export type Steps<T> = Generator<void, T>;

/** The result of all steps, one right after another. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
