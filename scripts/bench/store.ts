/**
 * What does the store cost a document and a passage? CPU time, so that a busy machine matters less; writes on a file system
 * without a disk behind it, so that the sync does not hide the rest.
 *
 *     npx tsx scripts/bench/store.ts [/dev/shm]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/adapters/embedded/store.js";

const DOCUMENTS = 2_000;
const PASSAGES_EACH = 4;
const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), "footnote-bench-"));
const model = { embeddingModel: "none", dimension: 384 };
const embedding = new Float32Array(model.dimension);
embedding[0] = 1;
const words = "Some words of a passage. ".repeat(48);

/** Median of five runs, in microseconds of CPU time for each of `count`. */
function measure(name: string, count: number, work: () => void): void {
  const times = Array.from({ length: 5 }, () => {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / count;
  });
  console.log(`${name.padEnd(28)} ${times.sort((a, b) => a - b)[2]!.toFixed(1)} µs`);
}

const store = openStore(directory, { ...model, create: true });
const from = process.cpuUsage();
for (let i = 0; i < DOCUMENTS; i++) {
  const text = `${i} ${words.repeat(PASSAGES_EACH)}`;
  const passages = Array.from({ length: PASSAGES_EACH }, (_, k) => {
    const [start, end] = [k * 1_200, (k + 1) * 1_200];
    return {
      id: `d${i}#${k}`,
      page: null,
      headingPath: ["A heading"],
      start,
      end,
      text: text.slice(start, end),
      embedding,
    };
  });
  const about = { title: `Document ${i}`, url: null, publishedAt: null, tags: [], duplicateOf: null };
  await store.putDocument({ id: `d${i}`, ...about, trust: "normal", text }, `hash ${i}`, passages);
}
const { user, system } = process.cpuUsage(from);
console.log(`${"put, a document of 4".padEnd(28)} ${((user + system) / DOCUMENTS).toFixed(1)} µs`);

const ids = Array.from({ length: 1_000 }, (_, i) => `d${(i * 7) % DOCUMENTS}#${i % PASSAGES_EACH}`);
measure("all passages, each", DOCUMENTS * PASSAGES_EACH, () => [...store.allPassages()].length);
measure("passages by id, each", ids.length, () => store.getPassages(ids));
measure("vectors by id, each", ids.length, () => store.getVectors(ids));
measure("version", 1_000, () => {
  for (let i = 0; i < 1_000; i++) store.version();
});
measure("changes of one document", 100, () => {
  for (let i = 0; i < 100; i++) store.changesSince(DOCUMENTS - 1);
});
measure("changes of 1,000, a document", 1_000, () => [...store.changesSince(DOCUMENTS - 1_000)!.passages].length);
store.close();
rmSync(directory, { recursive: true });
