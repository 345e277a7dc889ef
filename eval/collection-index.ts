import { createMemorySource } from "../src/adapters/embedded/memory-source.js";
import { createIndex } from "../src/compose.js";
import type { Passage } from "../src/domain/document.js";
import type { Embedder } from "../src/ports/embedder.js";
import type { PassageIndex } from "../src/ports/passage-index.js";
import { embeddingText } from "../src/ingest/embedding-text.js";
import type { Progress } from "./progress.js";

/** A text of a test collection: one document that is one passage. */
export interface CollectionText {
  id: string;
  title: string;
  text: string;
}

const BATCH = 64;

/** Indexes the texts in memory just as ingest would, but uncut: the collection's judgements are about whole texts. */
export async function indexCollection(
  texts: CollectionText[],
  embedder: Embedder,
  progress?: Progress,
): Promise<PassageIndex> {
  const passages = texts.map(toPassage);
  const embeddings: Float32Array[] = [];
  for (let i = 0; i < passages.length; i += BATCH) {
    embeddings.push(...(await embedder.embedPassages(passages.slice(i, i + BATCH).map(embeddingText))));
    progress?.("embedding", embeddings.length, passages.length);
  }
  const source = createMemorySource(passages.map((passage, i) => ({ ...passage, embedding: embeddings[i]! })));
  return createIndex(source, embedder.dimension);
}

/**
 * Some texts of a collection indexed on their own, as for a question that comes with its passages. How rare a word is
 * shows in the whole collection, not in a few passages.
 */
export async function indexPartOf(
  whole: Pick<PassageIndex, "wordRarity">,
  texts: CollectionText[],
  embedder: Embedder,
): Promise<PassageIndex> {
  return { ...(await indexCollection(texts, embedder)), wordRarity: whole.wordRarity };
}

function toPassage({ id, title, text }: CollectionText): Passage {
  return {
    id,
    documentId: id,
    title,
    url: null,
    publishedAt: null,
    tags: [],
    trust: "normal",
    page: null,
    headingPath: [],
    start: 0,
    end: text.length,
    text,
  };
}
