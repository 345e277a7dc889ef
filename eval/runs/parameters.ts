import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { openIndex } from "../../src/compose.js";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Embedder } from "../../src/ports/embedder.js";
import type { PipelineSettings } from "../../src/profiles.js";

/** Everything a run's figures depend on. Two runs with equal parameters give equal figures. */
export interface RunParameters {
  suite: string;
  data: string;
  /** SHA-256 of the data, its first 16 digits. */
  dataHash: string;
  profile: string;
  settings: PipelineSettings;
  /** Options of the suite's own. */
  flags: Record<string, unknown>;
  /** Hashes of the files and folders that options name, by option. */
  flagHashes: Record<string, string>;
  limit: number | null;
  seed: number;
  strict: boolean;
  /** Model outputs came from the cache: same figures, no latencies. */
  cached: boolean;
  models: string[];
  prompt: { version: string; hash: string } | null;
  /** What was asked instead of the data's own passages. */
  index: { path: string; version: string } | null;
  /** Version of the package, and a hash of the source that ran. */
  code: { version: string; hash: string };
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** @throws FootnoteError PATH_MISSING */
export function hashPath(path: string): string {
  if (!existsSync(path)) throw new FootnoteError("PATH_MISSING", `${path} does not exist.`);
  const hash = createHash("sha256");
  for (const file of filesOf(path)) {
    const content = readFileSync(file);
    hash.update(`${relative(path, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Hashes of what options name, but for an index, which has a version of its own. */
export function hashFlags(flags: Record<string, unknown>): Record<string, string> {
  const paths = Object.entries(flags).filter(
    (flag): flag is [string, string] => flag[0] !== "index" && typeof flag[1] === "string" && existsSync(flag[1]),
  );
  return Object.fromEntries(paths.map(([name, path]) => [name, hashPath(path)]));
}

/** The package's version, and a hash over the engine and the harness as they stand. */
export function codeVersion(): RunParameters["code"] {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const hash = createHash("sha256");
  for (const part of ["src", "eval", "package-lock.json"]) {
    for (const file of filesOf(join(ROOT, part))) {
      const isResult = relative(ROOT, file).startsWith(join("eval", "results"));
      if (/\.(?:ts|json|md)$/.test(file) && !isResult) hash.update(readFileSync(file));
    }
  }
  return { version, hash: hash.digest("hex").slice(0, 16) };
}

/** An index on disk, with a version that changes when its content does. @throws FootnoteError INDEX_MISSING, ... */
export function describeIndex(path: string, embedder: Embedder): RunParameters["index"] {
  const { store, close } = openIndex(path, embedder);
  try {
    const hash = createHash("sha256").update(store.info().embeddingModel);
    for (const { id, title, text } of store.allPassages()) hash.update(JSON.stringify([id, title, text]));
    return { path, version: hash.digest("hex").slice(0, 16) };
  } finally {
    close();
  }
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
