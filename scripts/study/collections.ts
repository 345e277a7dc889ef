import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { glob } from "tinyglobby";
import { evenly } from "../../eval/data/evenly.js";
import type { JudgedQuery, RetrievalDocument } from "../../eval/data/retrieval-set.js";
import { collect } from "../../eval/data/rows.js";
import { openJudgedSet } from "../../eval/data/judged-set.js";
import { embeddingText } from "../../src/ingest/embedding-text.js";
import { extract } from "../../src/ingest/extract.js";
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
  const queries = evenly(set.queries, limit);
  return embedCollection({ name: columnName(path, split), documents, queries }, embedder);
}

/** The guide in the box: whole articles in Markdown, each relevant to the questions that quote it. */
export async function loadGuide(embedder: Embedder): Promise<StudyCollection> {
  const { queries } = await openJudgedSet("data/questions/guide.jsonl");
  const paths = (await glob("data/corpus/**/*.md")).sort();
  const documents: RetrievalDocument[] = [];
  for (const id of paths) {
    const text = await readFile(id, "utf8");
    documents.push({ id, title: extract(text, id).title, text });
  }
  return embedCollection({ name: "guide", documents, queries }, embedder);
}

/** The name of a collection in the table of results. */
function columnName(path: string, split: string | undefined): string {
  return basename(path, ".jsonl").replace(/-dev$|-open-dev$/, "") + (split ? `-${split}` : "");
}

async function embedCollection(
  collection: Pick<StudyCollection, "name" | "documents" | "queries">,
  embedder: Embedder,
): Promise<StudyCollection> {
  const { documents, queries } = collection;
  const vectors = new Float32Array(documents.length * embedder.dimension);
  for (let from = 0; from < documents.length; from += BATCH) {
    const texts = documents
      .slice(from, from + BATCH)
      .map(({ title, text }) => embeddingText({ title, headingPath: [], text }));
    (await embedder.embedPassages(texts)).forEach((vector, i) => vectors.set(vector, (from + i) * embedder.dimension));
  }
  const queryVectors: Float32Array[] = [];
  for (const { text } of queries) queryVectors.push(await embedder.embedQuery(text));
  return { ...collection, vectors, queryVectors };
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
