/** Told now and then how far something is. */
export type Progress = (what: string, done: number, total: number) => void;

const INTERVAL_MS = 2_000;

/** Progress on standard error, a line every two seconds at most, so that standard output stays clean. */
export function createProgress(): Progress {
  let last = Date.now();
  return (what, done, total) => {
    if (Date.now() - last < INTERVAL_MS) return;
    last = Date.now();
    process.stderr.write(`${what}: ${done} of ${total}\n`);
  };
}
