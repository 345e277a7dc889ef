/**
 * Watches how long the event loop is held up: by the clock, and by processor time of the whole process, which does not
 * count the waiting for a processor that other programs have.
 */
export function watchLoop(): { stop(): { clockMs: number; processorMs: number } } {
  const longest = { clockMs: 0, processorMs: 0 };
  let isWatching = true;
  let clock = performance.now();
  let processor = process.cpuUsage();
  const look = (): void => {
    const { user, system } = process.cpuUsage(processor);
    longest.clockMs = Math.max(longest.clockMs, performance.now() - clock);
    longest.processorMs = Math.max(longest.processorMs, (user + system) / 1000);
    clock = performance.now();
    processor = process.cpuUsage();
    if (isWatching) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop() {
      isWatching = false;
      return longest;
    },
  };
}
