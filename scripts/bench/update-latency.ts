/**
 * Do updates hold up searches? Another process writes to a copy of the index (adds, replaces and removes documents)
 * while this one searches; then a tenth of all documents is replaced at once, which makes the index merge
 * its parts. Reported: the searches' times, the longest time for which the event loop was held up, and how long after the
 * last write all of it was found.
 *
 *     npx tsx scripts/bench/fill-store.ts FOLDER INDEX
 *     npx tsx scripts/bench/update-latency.ts FOLDER INDEX [--seconds 20]
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openIndex } from "../../src/compose.js";
import type { IndexedPassage } from "../../src/adapters/embedded/passage-source.js";
import { BENCH_MODEL, openBenchStore, putPassages } from "./fill-store.js";
import { watchLoop } from "./loop-watch.js";
import { preparedPassages, preparedQueries } from "./prepared-passages.js";
import { formatTimes } from "./times.js";

interface Writes {
  directory: string;
  folder: string;
  /** For so long one small write after another; 0 replaces a tenth of the documents as fast as it goes. */
  seconds: number;
}

const [folder, directory, option, value] = process.argv.slice(2);
if (!folder || !directory) throw new Error("Give the folder of passages and the index made from it.");
if (option === "write") await write({ folder, directory, seconds: Number(value) });
else await measure(folder, directory, Number(value ?? 20));

async function measure(folder: string, original: string, seconds: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "footnote-bench-"));
  cpSync(original, directory, { recursive: true });
  const { index, store, close } = openIndex(directory, BENCH_MODEL);
  await index.refresh();
  await index.settled();
  const queries = preparedQueries(folder);
  await searchWhile("nothing is written", delay(3000));
  await searchWhile("documents are written", runWriter({ directory, folder, seconds }));
  await searchWhile("the index catches up", index.refresh());
  await searchWhile("a tenth is replaced", runWriter({ directory, folder, seconds: 0 }));
  const from = performance.now();
  await searchWhile("the index catches up", index.refresh());
  const caughtUp = performance.now() - from;
  await searchWhile("parts are merged", index.settled());
  console.log(`all found ${Math.round(caughtUp)} ms after the last write; ${store.info().passages} passages`);
  close();
  rmSync(directory, { recursive: true });

  async function searchWhile(what: string, work: Promise<unknown>): Promise<void> {
    let isDone = false;
    void work.then(() => (isDone = true));
    const loop = watchLoop();
    const times: number[] = [];
    do {
      const { text, vector } = queries[times.length % queries.length]!;
      const start = performance.now();
      await Promise.all([index.searchLexical(text, 100), index.searchDense(vector, 100)]);
      times.push(performance.now() - start);
      // Searches come one by one: the loop is free in between, but for what the index does.
      await delay(5);
    } while (!isDone);
    const { clockMs, processorMs } = loop.stop();
    const blocked = `loop held up at most ${clockMs.toFixed(0)} ms (${processorMs.toFixed(0)} ms of processor time)`;
    console.log(`${what.padEnd(24)} ${times.length} searches ${formatTimes(times)}; ${blocked}`);
  }
}

async function runWriter({ folder, directory, seconds }: Writes): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const args = ["--import", "tsx", script, folder, directory, "write", String(seconds)];
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The writer ended with ${String(code)}.`);
}

async function write({ directory, folder, seconds }: Writes): Promise<void> {
  const documents: IndexedPassage[][] = [];
  for await (const passage of preparedPassages(folder)) {
    if (documents.at(-1)?.[0]!.documentId === passage.documentId) documents.at(-1)!.push(passage);
    else documents.push([passage]);
  }
  const store = openBenchStore(directory, true);
  const end = performance.now() + seconds * 1000;
  const replaced = seconds > 0 ? Infinity : documents.length / 10;
  for (let i = 0; i < replaced && (seconds === 0 || performance.now() < end); i++) {
    const document = documents[(i * 7919) % documents.length]!;
    const text = `${document[0]!.text} Edition ${i}.`;
    const edited = [{ ...document[0]!, text, end: text.length }, ...document.slice(1)];
    if (seconds > 0 && i % 3 === 1) await store.removeDocuments([document[0]!.documentId]);
    else if (seconds > 0 && i % 3 === 2)
      await putPassages(
        store,
        edited.map((passage) => ({ ...passage, id: `new/${passage.id}`, documentId: `new/${passage.documentId}` })),
      );
    else await putPassages(store, edited);
    if (seconds > 0) await delay(50);
  }
  store.close();
}
