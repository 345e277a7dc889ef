/**
 * Started by crash.ts, which kills it: adds, changes and removes files, ingests them with the real code and a fast
 * embedder, closes the index, and begins again. Says on standard output what it is about to write and what is done.
 *
 *     npx tsx scripts/durability/restless-ingest.ts FOLDER SEED
 */
import { mkdirSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../eval/statistics/random.js";
import { openStore, type Store } from "../../src/adapters/embedded/store.js";
import { createIngest } from "../../src/ingest/ingest.js";
import type { DocumentStore } from "../../src/ports/document-store.js";
import { createHashingEmbedder } from "../../tests/doubles/hashing-embedder.js";
import { type Acknowledgement, digestOf } from "./acknowledgement.js";

const FILES = 40;
const CHANGES_A_ROUND = 12;

const [root, seed] = process.argv.slice(2);
const docs = join(root!, "docs");
const random = seededRandom(Number(seed));
const below = (limit: number): number => Math.floor(random() * limit);
const embedder = createHashingEmbedder({ dimension: 256 });

/** Straight to the pipe: what was written there is read even if this process is killed in the same moment. */
function say(acknowledgement: Acknowledgement): void {
  writeSync(1, `${JSON.stringify(acknowledgement)}\n`);
}

mkdirSync(docs, { recursive: true });
for (let round = 0; ; round++) {
  changeFiles(round);
  say({ event: "opening" });
  const { modelId: embeddingModel, dimension } = embedder;
  const store = openStore(join(root!, "index"), { create: true, embeddingModel, dimension });
  say({ event: "open" });
  const ingest = createIngest({ store: announced(store), embedder });
  await ingest([docs], { base: root! });
  say({ event: "closing" });
  store.close();
}

function changeFiles(round: number): void {
  for (let i = 0; i < CHANGES_A_ROUND; i++) {
    const name = `${below(FILES)}.md`;
    if (below(4) === 0) rmSync(join(docs, name), { force: true });
    else writeFileSync(join(docs, name), textOf(`${seed} ${round} ${name}`));
  }
  // One file is always there, so that there is something to ingest; now and then with a copy, so that links are set and
  // lifted.
  const text = textOf(`${seed} ${round}`);
  writeFileSync(join(docs, "always.md"), text);
  if (below(2) === 0) writeFileSync(join(docs, "a copy.md"), text);
}

/** From one passage to some thirty, so that commits are of very different sizes. */
function textOf(about: string): string {
  const paragraph = (i: number): string => `Paragraph ${i} of ${about}. `.repeat(1 + below(30)).trim();
  return `# About ${about}\n\n${Array.from({ length: 1 + below(24) }, (_, i) => paragraph(i)).join("\n\n")}\n`;
}

function announced(store: Store): DocumentStore {
  return {
    ...store,
    async putDocument(document, contentHash, passages) {
      const digest = digestOf(document, passages);
      say({ event: "begins", id: document.id, digest });
      await store.putDocument(document, contentHash, passages);
      say({ event: "done", id: document.id, digest });
    },
    async removeDocuments(ids) {
      for (const id of ids) say({ event: "begins", id, digest: null });
      await store.removeDocuments(ids);
      for (const id of ids) say({ event: "done", id, digest: null });
    },
  };
}
