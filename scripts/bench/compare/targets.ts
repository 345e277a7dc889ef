import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { withModelCache } from "../../../eval/model-cache.js";
import type { Progress } from "../../../eval/progress.js";
import { type Models, openModels } from "../../../src/compose.js";
import { VECTORS } from "./pool.js";
import { preparePool } from "./prepare.js";

/** Passages to compare the engines on. */
export interface Target {
  name: string;
  /** Of a pool. */
  folder: string;
  /** Passages taken from it. */
  size: number;
}

export interface PrepareOptions {
  /** What is taken of a pool. Collections are always whole. */
  sizes: number[];
  /** File of remembered model outputs. */
  cache: string;
  /** Folder the pools made of collections are written to. */
  work: string;
  progress?: Progress;
}

/** Targets out of pools, BEIR folders and question files; models are opened only where vectors are missing. */
export async function prepareTargets(
  data: string[],
  { sizes, cache, work, progress }: PrepareOptions,
): Promise<Target[]> {
  const targets: Target[] = [];
  let models: Models | null = null;
  try {
    for (const path of data) {
      const name = basename(path).replace(/\.jsonl$/, "");
      if (existsSync(join(path, VECTORS))) {
        for (const size of sizes) {
          targets.push({ name: `${name} ${size.toLocaleString("en-US")}`, folder: path, size });
        }
      } else {
        const folder = join(work, name);
        models ??= withModelCache(await openModels(), cache);
        await preparePool(path, folder, models.embedder, progress);
        targets.push({ name, folder, size: Infinity });
      }
    }
  } finally {
    await models?.close();
  }
  return targets;
}
