import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../src/adapters/embedded/store.js";
import { createIngest } from "../../../src/ingest/ingest.js";
import type { Embedder } from "../../../src/ports/embedder.js";

/** Ingests Markdown files, by name, and gives the folder of their index. The names are the ids of the documents. */
export async function buildIndex(folder: string, files: Record<string, string>, embedder: Embedder): Promise<string> {
  const documents = join(folder, "documents");
  mkdirSync(documents, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(documents, name), text);
  const index = join(folder, "index");
  const { modelId, dimension } = embedder;
  const store = openStore(index, { create: true, embeddingModel: modelId, dimension });
  try {
    await createIngest({ store, embedder })([documents], { base: documents });
  } finally {
    store.close();
  }
  return index;
}
