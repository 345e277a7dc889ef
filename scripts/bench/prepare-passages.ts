/**
 * Prepares a folder of real passages with their vectors for the benchmarks of scale: all passages of judged collections,
 * then passages cut by ingest out of folders of documents, until there are enough. Goes on where it stopped.
 *
 *     npx tsx scripts/bench/prepare-passages.ts --out /tmp/passages --count 100000 \
 *       --judged ../shared/evals/ir/scifact,../shared/evals/qa/nq-open-dev.jsonl --documents /usr/share/doc/linux-doc
 *
 * Writes `passages.jsonl` {id, documentId, title, headingPath, text, url, publishedAt}, `vectors.f32` (float32, in the order of
 * the passages), `queries.jsonl` {id, text, collection, relevant: {passageId: grade}} and `queries.f32`.
 */
import { appendFileSync, createReadStream, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { MODEL_CACHE } from "../../eval/commands/run-suite.js";
import { openJudgedSet } from "../../eval/data/judged-set.js";
import { withModelCache } from "../../eval/model-cache.js";
import { toBlob } from "../../src/adapters/embedded/vector-bytes.js";
import { openModels } from "../../src/compose.js";
import type { Passage } from "../../src/domain/document.js";
import { embeddingText } from "../../src/ingest/embedding-text.js";
import { DEFAULT_INGEST_SETTINGS } from "../../src/ingest/ingest.js";
import { findFiles, toDocumentId } from "../../src/ingest/load-files.js";
import { prepareDocuments } from "../../src/ingest/prepare-documents.js";

type PreparedPassage = Pick<Passage, "id" | "documentId" | "title" | "headingPath" | "text" | "url" | "publishedAt">;

const BATCH = 256;
/** Passages of documents only stand in the way of judged ones: the vector of their beginning does, in a third of the time. */
const EMBEDDED_WORDS = 40;

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    count: { type: "string", default: "100000" },
    judged: { type: "string", default: "" },
    documents: { type: "string", default: "" },
  },
});
if (!values.out) throw new Error("Name the folder to write to with --out.");
const count = Number(values.count);
const judged = values.judged.split(",").filter(Boolean);
const folders = values.documents.split(",").filter(Boolean);
mkdirSync(values.out, { recursive: true });
const file = (name: string): string => join(values.out!, name);

const { embedder, close } = withModelCache(await openModels(), MODEL_CACHE);

if (!existsSync(file("passages.jsonl"))) {
  const lines: string[] = [];
  for await (const passage of passages()) {
    lines.push(`${JSON.stringify(passage)}\n`);
    if (lines.length === count) break;
  }
  writeFileSync(file("passages.jsonl"), lines.join(""));
  console.log(`${lines.length} passages`);
}
if (!existsSync(file("queries.f32"))) await writeQueries();
await embedPassages();
await close();

async function* passages(): AsyncGenerator<PreparedPassage> {
  for (const path of judged) {
    const name = collectionName(path);
    for await (const { id, title, text } of (await openJudgedSet(path)).documents()) {
      const documentId = `${name}/${id}`;
      yield { id: documentId, documentId, title, headingPath: [], text, url: null, publishedAt: null };
    }
  }
  for (const [number, folder] of folders.entries()) {
    const { files } = await findFiles([folder]);
    for (const path of files) {
      // Manuals name their pages alike.
      const id = `documents-${number + 1}/${toDocumentId(resolve(folder), path)}`;
      for await (const preparation of prepareDocuments(path, id, DEFAULT_INGEST_SETTINGS)) {
        if (preparation.outcome !== "prepared") continue;
        const { title, url, publishedAt } = preparation.document;
        for (const { ordinal, headingPath, text } of preparation.chunks) {
          yield { id: `${id}#${ordinal}`, documentId: id, title, headingPath, text, url, publishedAt };
        }
      }
    }
  }
}

async function writeQueries(): Promise<void> {
  const lines: string[] = [];
  const vectors: Float32Array[] = [];
  for (const path of judged) {
    const collection = collectionName(path);
    for (const { id, text, relevance } of (await openJudgedSet(path)).queries) {
      const relevant = Object.fromEntries(Array.from(relevance, ([doc, grade]) => [`${collection}/${doc}`, grade]));
      lines.push(`${JSON.stringify({ id: `${collection}/${id}`, text, collection, relevant })}\n`);
      vectors.push(await embedder.embedQuery(text));
    }
  }
  writeFileSync(file("queries.jsonl"), lines.join(""));
  writeFileSync(file("queries.f32"), Buffer.concat(vectors.map(toBlob)));
}

/** Appends the vectors that are missing, in batches, so that stopping loses little. */
async function embedPassages(): Promise<void> {
  const bytesEach = embedder.dimension * Float32Array.BYTES_PER_ELEMENT;
  const path = file("vectors.f32");
  const done = existsSync(path) ? Math.floor(statSync(path).size / bytesEach) : 0;
  let position = 0;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    appendFileSync(path, Buffer.concat((await embedder.embedPassages(batch)).map(toBlob)));
    batch = [];
    console.log(`${position} vectors`);
  };
  for await (const line of createInterface({ input: createReadStream(file("passages.jsonl")) })) {
    if (position++ < done) continue;
    const passage = JSON.parse(line) as PreparedPassage;
    const isJudged = passage.id === passage.documentId;
    batch.push(isJudged ? embeddingText(passage) : firstWords(embeddingText(passage), EMBEDDED_WORDS));
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
}

function firstWords(text: string, count: number): string {
  return text.split(/\s+/).slice(0, count).join(" ");
}

function collectionName(path: string): string {
  return basename(path).replace(/\.jsonl$/, "");
}
