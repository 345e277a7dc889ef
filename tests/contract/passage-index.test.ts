import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemorySource } from "../../src/adapters/embedded/memory-source.js";
import { openStore } from "../../src/adapters/embedded/store.js";
import { createIndex } from "../../src/compose.js";
import { createChangingSource } from "../doubles/changing-source.js";
import { aPassage } from "../doubles/evidence.js";
import { testChangingIndex } from "./changing-index-contract.js";
import { contractEmbedder, DOCUMENTS, testPassageIndex } from "./passage-index-contract.js";

const embeddings = await contractEmbedder.embedPassages(
  DOCUMENTS.map(({ title, headingPath, text }) => [title, ...headingPath, text].join(" ")),
);
const passages = DOCUMENTS.map(({ id, headingPath, text }, i) => ({
  ...{ id: `${id}#0`, page: null, headingPath, start: 0, end: text.length, text },
  embedding: embeddings[i]!,
}));

testPassageIndex("the embedded index over a list", async () => {
  const list = passages.map((passage, i) => {
    const { id: documentId, title, url, publishedAt, tags, trust } = DOCUMENTS[i]!;
    return { ...passage, documentId, title, url, publishedAt, tags, trust };
  });
  return { index: createIndex(createMemorySource(list), contractEmbedder.dimension), close: () => undefined };
});

testPassageIndex("the embedded index over the SQLite store", async () => {
  const directory = mkdtempSync(join(tmpdir(), "footnote-contract-"));
  const { modelId: embeddingModel, dimension } = contractEmbedder;
  const store = openStore(directory, { create: true, embeddingModel, dimension });
  for (const [i, { headingPath: _, ...document }] of DOCUMENTS.entries()) {
    await store.putDocument(document, `hash ${i}`, [passages[i]!]);
  }
  const close = (): void => {
    store.close();
    rmSync(directory, { recursive: true });
  };
  return { index: createIndex(store, dimension), close };
});

testChangingIndex("the embedded index over a list", async () => {
  const source = createChangingSource();
  const index = createIndex(source, contractEmbedder.dimension);
  return {
    index,
    async put(id, text, tags = []) {
      const [embedding] = await contractEmbedder.embedPassages([text]);
      source.put(id, [{ ...aPassage(text, { documentId: id }), tags, embedding: embedding! }]);
    },
    remove: async (...ids) => ids.forEach((id) => source.remove(id)),
    refresh: index.refresh,
    close: index.close,
  };
});

testChangingIndex("the embedded index over the SQLite store", async () => {
  const directory = mkdtempSync(join(tmpdir(), "footnote-contract-"));
  const { modelId: embeddingModel, dimension } = contractEmbedder;
  const store = openStore(directory, { create: true, embeddingModel, dimension });
  const index = createIndex(store, dimension);
  return {
    index,
    async put(id, text, tags = []) {
      const [embedding] = await contractEmbedder.embedPassages([text]);
      const document = {
        id,
        title: "",
        url: null,
        publishedAt: null,
        tags,
        trust: "normal",
        duplicateOf: null,
        text,
      } as const;
      await store.putDocument({ ...document, tags }, "hash", [
        { ...aPassage(text, { documentId: id }), embedding: embedding! },
      ]);
    },
    remove: (...ids) => store.removeDocuments(ids),
    refresh: index.refresh,
    close() {
      index.close();
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
});
