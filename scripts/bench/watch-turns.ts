import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 1;

export interface LongestTurn {
  /** For how long the event loop was held up, by the clock: with the waiting for disks, and for a processor that others had. */
  clockMs: number;
  /** The same without the waiting for a processor that others had. NaN but on Linux. */
  ownMs: number;
  /** Processor time that the thread itself used between two turns, other threads' not counted. NaN but on Linux. */
  processorMs: number;
}

/** Watches how long the event loop of this thread, the process's first, is held up, at little cost to it. */
export function watchTurns(): { stop(): Promise<LongestTurn> } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const longest = { ownMs: 0, processorMs: 0 };
  let last = readTimes();
  const timer = setInterval(() => {
    const now = readTimes();
    const ownMs = now.clock - last.clock - (now.waited - last.waited) - RESOLUTION_MS;
    longest.ownMs = Math.max(longest.ownMs, ownMs);
    longest.processorMs = Math.max(longest.processorMs, now.processor - last.processor);
    last = now;
  }, RESOLUTION_MS);
  delay.enable();
  return {
    async stop() {
      // The delay of a turn is known in the next.
      await new Promise((resolve) => setTimeout(resolve, 20));
      delay.disable();
      clearInterval(timer);
      return { clockMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS), ...longest };
    },
  };
}

/** Of the process's first thread, as Linux tells: milliseconds on a processor, and waiting for one. */
function readTimes(): { clock: number; processor: number; waited: number } {
  let [processor, waited] = [NaN, NaN];
  try {
    const fields = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ").map(Number);
    [processor, waited] = [fields[0]! / 1e6, fields[1]! / 1e6];
  } catch {
    // Other systems do not tell.
  }
  return { clock: performance.now(), processor, waited };
}
