import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../src/adapters/embedded/store.js";
import { createIngest } from "../../../src/ingest/ingest.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";

// Ingests without end until it is killed; tells its parent when a few documents are stored.
const directory = process.argv[2]!;
const docs = join(directory, "docs");
mkdirSync(docs, { recursive: true });
const embedder = createHashingEmbedder();
const store = openStore(directory, { embeddingModel: embedder.modelId, dimension: embedder.dimension, create: true });
const ingest = createIngest({ store, embedder });
for (let round = 0; ; round++) {
  for (let i = 0; i < 40; i++) {
    writeFileSync(join(docs, `${i}.md`), `# Document ${i}\n\n${`Round ${round} of document ${i}. `.repeat(300)}`);
  }
  await ingest([docs], {
    base: directory,
    onProgress: ({ done }) => (done === 5 ? process.send?.("writing") : undefined),
  });
}
