import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "../../../eval/progress.js";
import type { Engine } from "./engines/engine.js";
import { measureInFreshProcess } from "./fresh-process.js";
import type { Figures } from "./measure.js";
import { orderOf, type Summary, summarize } from "./summarize.js";
import type { Target } from "./targets.js";

export interface ComparisonSettings {
  /** By key. */
  engines: ReadonlyMap<string, Engine>;
  rounds: number;
  queries: number;
  timeoutMs: number;
  /** Folder for what file-based engines write; theirs is removed after each round. */
  work: string;
}

export interface TargetResult {
  target: string;
  engines: { engine: string; summary: Summary; failure: string | null }[];
}

/** Measures every engine on a target, round after round, each in a fresh process. One that fails is not asked again. */
export async function compareOn(
  { name, folder, size }: Target,
  { engines, rounds, queries, timeoutMs, work }: ComparisonSettings,
  progress?: Progress,
): Promise<TargetResult> {
  const keys = [...engines.keys()];
  const measured = new Map<string, Figures[]>(keys.map((key) => [key, []]));
  const failures = new Map<string, string>();
  let done = 0;
  for (let round = 0; round < rounds; round++) {
    for (const key of orderOf(keys, round)) {
      if (!failures.has(key)) await measureOnce(key);
      progress?.(`${name}: ${key}`, ++done, rounds * keys.length);
    }
  }
  return {
    target: name,
    engines: Array.from(engines, ([key, engine]) => ({
      engine: engine.name,
      summary: summarize(measured.get(key)!),
      failure: failures.get(key) ?? null,
    })),
  };

  async function measureOnce(engine: string): Promise<void> {
    const files = await mkdtemp(join(work, `${engine}-`));
    const order = { engine, folder, size, queries, files, start: false };
    let reply = await measureInFreshProcess(order, timeoutMs);
    const figures = "figures" in reply ? reply.figures : {};
    if ("figures" in reply && engines.get(engine)!.open) {
      reply = await measureInFreshProcess({ ...order, start: true }, timeoutMs);
      if ("figures" in reply) Object.assign(figures, reply.figures);
    }
    if ("failure" in reply) failures.set(engine, reply.failure);
    measured.get(engine)!.push(figures);
    await rm(files, { recursive: true, force: true });
  }
}
