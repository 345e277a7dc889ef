import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { openStore } from "../../src/adapters/embedded/store.js";
import { openIndex, openTraces } from "../../src/compose.js";
import { createIngest } from "../../src/ingest/ingest.js";
import { exampleAnswer, exampleEvents } from "../../tests/doubles/example-answer.js";
import { createHashingEmbedder } from "../../tests/doubles/hashing-embedder.js";

export const embedder = createHashingEmbedder({ dimension: 64 });
export const TRACE_COUNT = 20;
export const traceId = (i: number): string => `${String(i).padStart(4, "0")}-trace`;

/** Index folders to be damaged, each with answers of its own to be compared with. */
export interface Folders {
  /** As a writer has left it that was closed. */
  closed: string;
  /** As one has left it that was killed: half of the documents are in the log alone. */
  killed: string;
}

/**
 * Makes an index of the guide, with traces and whatever caches are kept beside it.
 *
 * @param maxWords of a passage: short ones make an index large enough to be worth a cache
 */
export async function makeFolders(
  root: string,
  { corpus, maxWords }: { corpus: string; maxWords: number },
): Promise<Folders> {
  const directory = join(root, "making");
  const names = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  const half = Math.ceil(names.length / 2);
  const ingestInto = async (some: string[]): Promise<() => void> => {
    const { modelId: embeddingModel, dimension } = embedder;
    const store = openStore(directory, { create: true, embeddingModel, dimension });
    const ingest = createIngest({ store, embedder }, { chunk: { maxWords, overlapSentences: 0 } });
    await ingest(
      some.map((name) => resolve(corpus, name)),
      { base: resolve(corpus) },
    );
    return () => store.close();
  };
  (await ingestInto(names.slice(0, half)))();
  await saveTraces(directory);
  const close = await ingestInto(names.slice(half));
  await search(directory);
  copyFolder(directory, join(root, "killed"));
  close();
  await search(directory);
  copyFolder(directory, join(root, "closed"));
  return { closed: join(root, "closed"), killed: join(root, "killed") };
}

/** Lets the caches be made. */
async function search(directory: string): Promise<void> {
  const { index, close } = openIndex(directory, embedder);
  await index.searchLexical("index", 1);
  await index.settled();
  close();
}

async function saveTraces(directory: string): Promise<void> {
  const traces = openTraces(directory);
  for (let i = 0; i < TRACE_COUNT; i++) {
    await traces.save({
      ...{ id: traceId(i), question: `Question ${i}?`, profile: "balanced", startedAt: "2026-05-11T10:00:00.000Z" },
      ...{ events: exampleEvents.map((event, atMs) => ({ atMs, event })), answer: exampleAnswer, error: null },
    });
  }
  await traces.close();
}

export function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
}
