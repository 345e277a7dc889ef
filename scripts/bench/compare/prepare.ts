import { mkdirSync } from "node:fs";
import { openJudgedSet } from "../../../eval/data/judged-set.js";
import { collect } from "../../../eval/data/rows.js";
import type { Progress } from "../../../eval/progress.js";
import { embeddingText } from "../../../src/ingest/embedding-text.js";
import type { Embedder } from "../../../src/ports/embedder.js";
import { writePool } from "./pool.js";

const BATCH = 64;

/** Writes a test collection (BEIR folder or question file) as a pool: a document is one passage, uncut. */
export async function preparePool(
  data: string,
  folder: string,
  embedder: Embedder,
  progress?: Progress,
): Promise<void> {
  const set = await openJudgedSet(data);
  const passages = (await collect(set.documents())).map(({ id, title, text }) => ({
    id,
    documentId: id,
    title,
    headingPath: [],
    text,
    url: null,
    publishedAt: null,
  }));

  const vectors: Float32Array[] = [];
  for (let i = 0; i < passages.length; i += BATCH) {
    vectors.push(...(await embedder.embedPassages(passages.slice(i, i + BATCH).map(embeddingText))));
    progress?.(`embedding ${data}`, vectors.length, passages.length);
  }
  const queries = [];
  for (const query of set.queries) queries.push({ ...query, vector: await embedder.embedQuery(query.text) });

  mkdirSync(folder, { recursive: true });
  await writePool(folder, { passages, vectors, queries });
}
