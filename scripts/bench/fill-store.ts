/**
 * Fills an index with prepared passages (see prepared-passages.ts), for the measurements beside this file.
 *
 *     npx tsx scripts/bench/fill-store.ts FOLDER INDEX [--passages 100000]
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openStore, type Store } from "../../src/adapters/embedded/store.js";
import type { IndexedPassage } from "../../src/adapters/embedded/passage-source.js";
import { DIMENSION, preparedPassages } from "./prepared-passages.js";

export const BENCH_MODEL = { modelId: "bge-small-en-v1.5", dimension: DIMENSION };

/** An index that was filled by this script, for reading; or for writing. */
export function openBenchStore(directory: string, create = false): Store {
  return openStore(directory, { create, embeddingModel: BENCH_MODEL.modelId, dimension: DIMENSION });
}

export async function fillStore(store: Store, passages: AsyncIterable<IndexedPassage>): Promise<number> {
  const document: IndexedPassage[] = [];
  let written = 0;
  for await (const passage of passages) {
    if (document.length > 0 && document[0]!.documentId !== passage.documentId)
      await putPassages(store, document.splice(0));
    document.push(passage);
    written++;
  }
  if (document.length > 0) await putPassages(store, document);
  return written;
}

/** Stores the passages of one document. */
export async function putPassages(store: Store, passages: IndexedPassage[]): Promise<void> {
  const { documentId: id, title, url, publishedAt, tags, trust } = passages[0]!;
  // Every document with a text of its own, so that none counts as another's duplicate.
  const text = `${id}\n${passages.map((passage) => passage.text).join("\n")}`;
  await store.putDocument({ id, title, url, publishedAt, tags, trust, duplicateOf: null, text }, id, passages);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { passages: { type: "string", default: "100000" } },
  });
  const [folder, index] = positionals;
  if (!folder || !index) throw new Error("Give the folder of passages and the index to make.");
  const store = openBenchStore(index, true);
  const written = await fillStore(store, preparedPassages(folder, Number(values.passages)));
  store.close();
  console.log(`${written} passages in ${index}`);
}
