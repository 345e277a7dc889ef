import { basename } from "node:path";
import { evenly } from "../../eval/data/evenly.js";
import type { JudgedQuery, RetrievalDocument } from "../../eval/data/retrieval-set.js";
import { collect } from "../../eval/data/rows.js";
import { openJudgedSet } from "../../eval/data/judged-set.js";
import { embeddingText } from "../../src/ingest/embedding-text.js";
import type { Embedder } from "../../src/ports/embedder.js";

/** A judged collection with the vectors of its documents and queries, in their order. */
export interface StudyCollection {
  name: string;
  documents: RetrievalDocument[];
  /** Unit vectors one behind the other. */
  vectors: Float32Array;
  queries: JudgedQuery[];
  queryVectors: Float32Array[];
}

const BATCH = 256;

/** Loads a collection: `path`, or `path:split` for other judgements than those of `test`. */
export async function loadCollection(spec: string, embedder: Embedder, limit = Infinity): Promise<StudyCollection> {
  const [path = "", split] = spec.split(":");
  const set = await openJudgedSet(path, { split });
  const documents = await collect(set.documents());
  const vectors = new Float32Array(documents.length * embedder.dimension);
  for (let from = 0; from < documents.length; from += BATCH) {
    const texts = documents
      .slice(from, from + BATCH)
      .map(({ title, text }) => embeddingText({ title, headingPath: [], text }));
    (await embedder.embedPassages(texts)).forEach((vector, i) => vectors.set(vector, (from + i) * embedder.dimension));
  }
  const queries = evenly(set.queries, limit);
  const queryVectors: Float32Array[] = [];
  for (const { text } of queries) queryVectors.push(await embedder.embedQuery(text));
  return { name: basename(path, ".jsonl") + (split ? `-${split}` : ""), documents, vectors, queries, queryVectors };
}

/** All collections in one pool: every document with every query. */
export function pool(collections: readonly StudyCollection[], queriesEach: number): StudyCollection {
  const prefixed = (name: string, id: string): string => `${name}/${id}`;
  const vectors = new Float32Array(collections.reduce((sum, { vectors }) => sum + vectors.length, 0));
  let offset = 0;
  for (const collection of collections) {
    vectors.set(collection.vectors, offset);
    offset += collection.vectors.length;
  }
  const chosen = collections.flatMap((collection) =>
    evenly(
      collection.queries.map((query, i) => ({ collection, query, vector: collection.queryVectors[i]! })),
      queriesEach,
    ),
  );
  return {
    name: "pool",
    documents: collections.flatMap(({ name, documents }) =>
      documents.map((document) => ({ ...document, id: prefixed(name, document.id) })),
    ),
    vectors,
    queries: chosen.map(({ collection: { name }, query }) => ({
      id: prefixed(name, query.id),
      text: query.text,
      relevance: new Map(Array.from(query.relevance, ([id, grade]) => [prefixed(name, id), grade])),
    })),
    queryVectors: chosen.map(({ vector }) => vector),
  };
}
