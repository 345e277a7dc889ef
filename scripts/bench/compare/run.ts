/**
 * How does Footnote compare with what one would pick instead? README.md beside this file says what is measured.
 *
 *     npx tsx scripts/bench/compare/run.ts --data FOLDER|FILE[,...] [--sizes 10000,50000] [--engines footnote,orama]
 *         [--rounds 3] [--queries N] [--timeout SECONDS] [--cache FILE] [--json] [--out FILE.md]
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createProgress } from "../../../eval/progress.js";
import { advantages, formatAdvantages } from "./advantages.js";
import { compareOn, type TargetResult } from "./compare.js";
import type { Engine } from "./engines/engine.js";
import { ENGINE_KEYS, loadEngine } from "./engines/index.js";
import { formatTables } from "./format-tables.js";
import { prepareTargets } from "./targets.js";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    sizes: { type: "string", default: "10000,50000,100000" },
    engines: { type: "string", default: ENGINE_KEYS.join(",") },
    rounds: { type: "string", default: "3" },
    queries: { type: "string", default: "Infinity" },
    timeout: { type: "string", default: "1800" },
    cache: { type: "string", default: ".footnote/eval-cache.sqlite" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
if (!values.data) throw new Error("Give --data: BEIR folders, question files or prepared pools, with commas between.");
const engines = new Map<string, Engine>();
for (const key of values.engines.split(",")) engines.set(key, await loadEngine(key));

const progress = createProgress();
const work = await mkdtemp(join(tmpdir(), "footnote-compare-"));
try {
  const results: TargetResult[] = [];
  const settings = {
    engines,
    rounds: Number(values.rounds),
    queries: Number(values.queries),
    timeoutMs: 1_000 * Number(values.timeout),
    work,
  };
  const sizes = values.sizes.split(",").map(Number);
  const environment = {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    versions: await versions(),
  };
  const prepared = await prepareTargets(values.data.split(","), { sizes, cache: values.cache, work, progress });
  for (const target of prepared) {
    results.push(await compareOn(target, settings, progress));
    // After each: the whole takes hours.
    if (values.out) await writeFile(values.out, `${formatReport()}\n`);
  }
  const document = { ...environment, rounds: settings.rounds, results, ahead: advantages(results) };
  console.log(values.json ? JSON.stringify(document) : formatReport());

  function formatReport(): string {
    const { node, cores, cpu, versions } = environment;
    return [
      `Node ${node}, ${cores} x ${cpu}; ${versions.join(", ")}. ` +
        `${settings.rounds} rounds, a fresh process each: median (min..max).`,
      formatTables(results),
      "### The first engine against the others",
      formatAdvantages(advantages(results)),
    ].join("\n\n");
  }
} finally {
  await rm(work, { recursive: true, force: true });
}

/** `minisearch 7.2.0`, one a package. */
async function versions(): Promise<string[]> {
  const packages = [...new Set([...engines.values()].flatMap(({ packages }) => packages))];
  return Promise.all(
    packages.map(async (name) => {
      const manifest = JSON.parse(await readFile(join("node_modules", name, "package.json"), "utf8"));
      return `${name} ${manifest.version}`;
    }),
  );
}
