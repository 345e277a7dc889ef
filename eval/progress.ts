/** Told now and then how far something is. */
export type Progress = (what: string, done: number, total: number) => void;

/** A terminal shows one line that changes; a log gets a line now and then. */
const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 10_000;

/** Progress on standard error, so that standard output stays clean. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const interval = stream.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS;
  let last = Date.now();
  return (what, done, total) => {
    if (Date.now() - last < interval && !(stream.isTTY && done === total)) return;
    last = Date.now();
    const line = `${what}: ${done} of ${total}`;
    stream.write(stream.isTTY ? `\r\u001b[K${line}${done === total ? "\n" : ""}` : `${line}\n`);
  };
}
