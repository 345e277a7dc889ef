import { quantileOfAscending } from "../../eval/metrics/quantile.js";

/** `p50 1.23  p95 4.56  max 7.89 ms`, of times in milliseconds. */
export function formatTimes(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => quantileOfAscending(sorted, share).toFixed(2);
  return `p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)} ms`;
}

/** Runs the garbage collector (node --expose-gc) and tells the memory in use, in bytes. */
export function memoryInUse(): { resident: number; heap: number; external: number } {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error("Start node with --expose-gc.");
  for (let i = 0; i < 4; i++) gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, heap: heapUsed, external };
}
