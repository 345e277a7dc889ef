import { join } from "node:path";
import { createMemorySource } from "../../src/adapters/embedded/memory-source.js";
import type { EmbeddedIndex } from "../../src/adapters/embedded/passage-index.js";
import { createIndex } from "../../src/compose.js";
import { embeddingText } from "../../src/ingest/embedding-text.js";
import { DEFAULT_INGEST_SETTINGS } from "../../src/ingest/ingest.js";
import { prepareDocument } from "../../src/ingest/prepare-document.js";
import type { Embedder } from "../../src/ports/embedder.js";

const FOLDER = "data/corpus/retrieval";
const ARTICLES = ["bm25.md", "hnsw.md", "hybrid-fusion.md"];

/** Three neighbouring articles of the guide, ingested as they are: alike enough that an order means something. */
export async function indexGuidePassages(embedder: Embedder): Promise<EmbeddedIndex> {
  const articles = await Promise.all(
    ARTICLES.map((name) => prepareDocument(join(FOLDER, name), name, DEFAULT_INGEST_SETTINGS)),
  );
  const passages = articles.flatMap((article) => {
    const { id: documentId, title, url, publishedAt, tags, trust } = article!.document;
    return article!.chunks.map(({ ordinal, ...chunk }) => ({
      ...{ id: `${documentId}#${ordinal}`, documentId, title, url, publishedAt, tags, trust },
      ...chunk,
    }));
  });
  const embeddings = await embedder.embedPassages(passages.map(embeddingText));
  const indexed = passages.map((passage, i) => ({ ...passage, embedding: embeddings[i]! }));
  return createIndex(createMemorySource(indexed), embedder.dimension);
}
