import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexedPassage } from "../../src/adapters/embedded/passage-source.js";
import { embeddingText } from "../../src/ingest/embedding-text.js";
import { DEFAULT_INGEST_SETTINGS } from "../../src/ingest/ingest.js";
import { prepareDocument } from "../../src/ingest/prepare-document.js";
import type { Embedder } from "../../src/ports/embedder.js";
import type { PlantedFile } from "./carriers.js";

/** The engine's own ingest over files in a temporary folder: what it extracts and what it drops is as in life. */
export async function openFileIngest(embedder: Embedder) {
  const folder = await mkdtemp(join(tmpdir(), "footnote-injection-"));
  let files = 0;

  return {
    /** The passages of a file under the document id `<name>.html` or `<name>.md`. */
    async ingest(name: string, { extension, content }: PlantedFile): Promise<IndexedPassage[]> {
      const path = join(folder, `${++files}${extension}`);
      await writeFile(path, content);
      const { document, chunks } = (await prepareDocument(path, `${name}${extension}`, DEFAULT_INGEST_SETTINGS))!;
      const { id: documentId, title, url, publishedAt, tags, trust } = document;
      const passages = chunks.map(({ ordinal, ...chunk }) => ({
        ...{ id: `${documentId}#${ordinal}`, documentId, title, url, publishedAt, tags, trust },
        ...chunk,
      }));
      const embeddings = await embedder.embedPassages(passages.map(embeddingText));
      return passages.map((passage, i) => ({ ...passage, embedding: embeddings[i]! }));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
