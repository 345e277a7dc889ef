/**
 * How long does a start from disk take, and how much memory does the index need? Opens an index in a fresh process, until
 * the first search is answered: with its search cache, and without (everything analysed anew). Memory is what the process
 * holds after collecting garbage, beyond what it held before the index was opened.
 *
 *     npx tsx scripts/bench/fill-store.ts FOLDER INDEX
 *     npx tsx scripts/bench/start-up.ts FOLDER INDEX [--runs 5]
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openIndex, searchCachePath } from "../../src/compose.js";
import { BENCH_MODEL } from "./fill-store.js";
import { preparedQueries } from "./prepared-passages.js";
import { formatTimes, memoryInUse } from "./times.js";

interface Start {
  ms: number;
  passages: number;
  memory: { resident: number; heap: number; external: number };
}

const [folder, directory, ...rest] = process.argv.slice(2);
if (!folder || !directory) throw new Error("Give the folder of passages and the index made from it.");
if (rest[0] === "once") console.log(JSON.stringify(await startOnce(directory)));
else compare(rest[0] === "--runs" ? Number(rest[1]) : 5);

async function startOnce(index: string): Promise<Start> {
  const { text, vector } = preparedQueries(folder!)[7]!;
  const before = memoryInUse();
  const from = performance.now();
  const opened = openIndex(index, BENCH_MODEL);
  await opened.index.refresh();
  await opened.index.searchLexical(text, 100);
  await opened.index.searchDense(vector, 100);
  const ms = performance.now() - from;
  await opened.index.settled();
  const after = memoryInUse();
  const { passages } = opened.store.info();
  const memory = {
    resident: after.resident - before.resident,
    heap: after.heap - before.heap,
    external: after.external - before.external,
  };
  opened.close();
  return { ms, passages, memory };
}

function compare(runs: number): void {
  rmSync(searchCachePath(directory!), { force: true });
  const first = startInFreshProcess();
  report("without cache (and writing it)", [first]);
  report("with cache", Array.from({ length: runs }, startInFreshProcess));
}

function startInFreshProcess(): Start {
  const script = fileURLToPath(import.meta.url);
  const nodeFlags = ["--expose-gc", "--import", "tsx"];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...nodeFlags, script, folder!, directory!, "once"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Start;
}

function report(name: string, starts: Start[]): void {
  console.log(`${name}: ${formatTimes(starts.map(({ ms }) => ms))}`);
  const { passages, memory } = starts.at(-1)!;
  const perPassage = (bytes: number): string => `${Math.round(bytes / passages)}`;
  const vectors = 2 * 384 + 4;
  const held = memory.heap + memory.external;
  console.log(
    `  bytes a passage: ${perPassage(held)} held (heap ${perPassage(memory.heap)}, buffers ${perPassage(memory.external)}), ` +
      `${vectors} of them vectors; resident set ${perPassage(memory.resident)}`,
  );
}
