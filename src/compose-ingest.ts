import { join } from "node:path";
import { createEmbeddingCache } from "./adapters/embedded/embedding-cache.js";
import { MIN_CACHED_PASSAGES } from "./adapters/embedded/segment-cache.js";
import { openStore, type Store } from "./adapters/embedded/store.js";
import { createIngest, type IngestOptions, type IngestReport } from "./ingest/ingest.js";
import { sourceFileId } from "./ingest/source-documents.js";
import { closeOnFailure, createCachedIndex, type EmbeddingSpace, openModels } from "./compose-index.js";

/** What an ingest did, and how fast. */
export interface IngestSummary extends IngestReport {
  /** Passages whose text had been embedded before. */
  cachedEmbeddings: number;
  passagesPerSecond: number;
}

export interface OpenedIngest {
  ingest(paths: string[], options: IngestOptions): Promise<IngestSummary>;
  /** Removes the documents of a file, which is not looked at; gives their number. */
  removeFile(fileId: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens an index for writing, making it when there is none. @throws FootnoteError INDEX_LOCKED while another writes */
export async function openIngest(indexDirectory: string): Promise<OpenedIngest> {
  const models = await openModels();
  const { modelId, dimension } = models.embedder;
  const store = await closeOnFailure(models, () =>
    openStore(indexDirectory, { create: true, embeddingModel: modelId, dimension }),
  );
  const embedder = createEmbeddingCache(models.embedder, join(indexDirectory, "embeddings.sqlite"));
  const ingest = createIngest({ store, embedder });
  return {
    async ingest(paths, options) {
      const formerHits = embedder.hits();
      const report = await ingest(paths, options);
      if (report.added + report.updated + report.removed > 0) {
        await writeSearchCache(store, indexDirectory, models.embedder);
      }
      const passagesPerSecond = report.seconds > 0 ? report.passages / report.seconds : 0;
      return { ...report, cachedEmbeddings: embedder.hits() - formerHits, passagesPerSecond };
    },
    async removeFile(fileId) {
      const known = await store.contentHashes();
      const ids = [...known.keys()].filter((id) => sourceFileId(id) === fileId);
      await store.removeDocuments(ids);
      return ids.length;
    },
    async close() {
      embedder.close();
      store.close();
      await models.close();
    },
  };
}

/** So that the next start finds the cache as it should be, when much has changed. Small indexes have none. */
async function writeSearchCache(store: Store, directory: string, space: EmbeddingSpace): Promise<void> {
  if (store.info().passages < MIN_CACHED_PASSAGES) return;
  const index = createCachedIndex(store, directory, space);
  await index.refresh();
  await index.settled();
  index.close();
}
