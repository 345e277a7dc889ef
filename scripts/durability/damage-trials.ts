import { type ChildProcess, fork } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyFolder } from "./damage-folders.js";
import type { Findings, Outcome, Question } from "./probe.js";

/** `same` answers as undamaged; a clear `error`; `rebuilt` or left out, and no wrong answer either; and what must not be. */
export type Verdict = "same" | "error" | "rebuilt" | "WRONG" | "CRASH";

export interface Trial {
  verdict: Verdict;
  /** What to look at when it is WRONG or CRASH. */
  detail: string;
}

const PROBE = fileURLToPath(new URL("./probe.ts", import.meta.url));
const PATIENCE_MS = 120_000;

/** A probing process that is started again when it dies. */
export interface Prober {
  /** Null when the process died of the question, or did not answer in time. */
  ask(question: Question): Promise<Findings | null>;
  close(): void;
}

export function createProber(identity: { uid?: number; gid?: number } = {}): Prober {
  let child: ChildProcess | null = null;
  const stop = (): void => {
    child?.removeAllListeners();
    child?.kill("SIGKILL");
    child = null;
  };
  return {
    async ask(question) {
      child ??= fork(PROBE, {
        execArgv: ["--import", "tsx"],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
        ...identity,
      });
      const asked = child;
      const findings = await new Promise<Findings | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), PATIENCE_MS);
        const settle = (value: Findings | null): void => {
          clearTimeout(timer);
          resolve(value);
        };
        asked.once("message", (message) => settle(message as Findings));
        asked.once("exit", () => settle(null));
        asked.send(question);
      });
      if (findings) asked.removeAllListeners();
      else stop();
      return findings;
    },
    close: stop,
  };
}

/** Copies a folder, damages the copy, and judges what a process makes of it beside what it makes of the whole folder. */
export async function tryDamage(
  prober: Prober,
  { folder, scratch, expected }: { folder: string; scratch: string; expected: Findings },
  { file, damage }: { file: string; damage: (path: string) => void },
): Promise<Trial> {
  rmSync(scratch, { recursive: true, force: true });
  copyFolder(folder, scratch);
  const path = join(scratch, file);
  damage(path);
  const damaged = existsSync(path) ? readFileSync(path) : null;
  const trial = judge(await prober.ask({ directory: scratch }), expected);
  const isCache = !/^footnote\.sqlite|^writer\.lock|^traces/.test(file);
  const isRewritten = isCache && existsSync(path) && !(damaged && readFileSync(path).equals(damaged));
  return trial.verdict === "same" && isRewritten ? { ...trial, verdict: "rebuilt" } : trial;
}

export function judge(found: Findings | null, expected: Findings): Trial {
  if (!found) return { verdict: "CRASH", detail: "the process died" };
  const outcomes: Outcome<unknown>[] = [found.answers, found.write, found.answersAfterwards, found.traces];
  for (const outcome of outcomes) if ("thrown" in outcome) return { verdict: "CRASH", detail: outcome.thrown };
  if (differs(found.answers, expected.answers)) return { verdict: "WRONG", detail: "answers differ" };
  // An index that was refused may have been begun anew by the write: what it says then is another matter.
  if ("result" in found.answers && differs(found.answersAfterwards, expected.answers)) {
    return { verdict: "WRONG", detail: "answers differ after a write" };
  }
  const traces = "result" in found.traces ? found.traces.result : [];
  const intact = "result" in expected.traces ? expected.traces.result : [];
  if (traces.some((trace, i) => trace !== null && trace !== intact[i])) return { verdict: "WRONG", detail: "traces" };
  const error = outcomes.find((outcome) => "code" in outcome);
  if (error && "code" in error) return { verdict: "error", detail: `${error.code}: ${error.message}` };
  return traces.includes(null) ? { verdict: "rebuilt", detail: "traces left out" } : { verdict: "same", detail: "" };
}

/** The same for one who only searches. */
export function judgeReading(found: Findings | null, expected: Findings): Trial {
  const untouched = { write: expected.write, traces: expected.traces };
  return judge(found && { ...found, ...untouched, answersAfterwards: found.answers }, expected);
}

function differs<T>(found: Outcome<T>, expected: Outcome<T>): boolean {
  return "result" in found && !("result" in expected && found.result === expected.result);
}

/** One byte at `share` (0..1) of the file becomes another: `change` (1..255) is added by exclusive or. */
export function flipByte(share: number, change: number): (path: string) => void {
  return (path) => {
    const bytes = readFileSync(path);
    const at = Math.floor(share * bytes.length);
    bytes[at]! ^= change;
    writeFileSync(path, bytes);
  };
}

/** Lengths to cut a file to: nothing, less than a page, pages, half, all but a page or a byte. */
export function truncations(path: string): ((path: string) => void)[] {
  const { size } = statSync(path);
  const lengths = [0, 1, 100, 4_096, Math.floor(size / 2), size - 4_096, size - 1];
  return [...new Set(lengths)]
    .filter((length) => length >= 0 && length < size)
    .map((length) => (one) => truncateSync(one, length));
}

export function filesOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => statSync(join(folder, name)).size > 0);
}
