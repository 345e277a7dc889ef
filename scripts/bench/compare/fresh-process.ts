import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Order, Reply } from "./child.js";

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));

/** Room for whatever an engine wants: heap limits should not decide a comparison. */
const HEAP_MB = 12_000;

/** Measures in a process of its own. An engine that throws, runs out of memory or out of time has failed, no more. */
export async function measureInFreshProcess(order: Order, timeoutMs: number): Promise<Reply> {
  const child = fork(CHILD, { execArgv: ["--import", "tsx", "--expose-gc", `--max-old-space-size=${HEAP_MB}`] });
  let reply: Reply | null = null;
  let isLate = false;
  child.once("message", (message) => (reply = message as Reply));
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  // Infinity does not survive as JSON.
  child.send({ ...order, size: finite(order.size), queries: finite(order.queries) });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
  if (isLate) return { failure: `not done after ${Math.round(timeoutMs / 1_000)} s` };
  return reply ?? { failure: `the process ended with code ${code}` };
}

const finite = (count: number): number => Math.min(count, Number.MAX_SAFE_INTEGER);
