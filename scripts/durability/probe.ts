/**
 * Started by damage.ts: uses the index folders it is told of, and says what came of it. A process of its own, so that one
 * that crashes is seen to.
 */
import { createHash } from "node:crypto";
import { openStore } from "../../src/adapters/embedded/store.js";
import { openIndex, openTraces } from "../../src/compose.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { documentOf } from "../../tests/adapters/embedded/sample-documents.js";
import { exampleAnswer, exampleEvents } from "../../tests/doubles/example-answer.js";
import { createHashingEmbedder } from "../../tests/doubles/hashing-embedder.js";
import { TRACE_COUNT, traceId } from "./damage-folders.js";

export interface Question {
  directory: string;
  modelId?: string;
  dimension?: number;
}

/** What one use of the folder led to: a result, an error of the catalogue, or anything else that was thrown. */
export type Outcome<T> = { result: T } | { code: string; message: string } | { thrown: string };

export interface Findings {
  /** Digest of the fixed searches: ids, scores, texts, titles. */
  answers: Outcome<string>;
  write: Outcome<true>;
  /** The same digest once more, after the write. */
  answersAfterwards: Outcome<string>;
  /** Digest of each trace and of each line in the list of them; null for one that is not there. */
  traces: Outcome<(string | null)[]>;
}

const QUERIES = [
  ...["how does BM25 handle long documents", "vector search", "reciprocal rank fusion", "HNSW graph recall"],
  ...[
    "chunk size and overlap",
    "hallucination",
    "what is nDCG",
    "citations",
    "cross-encoder latency",
    "prompt injection",
  ],
  ...["evaluation gate", "query rewriting for follow-up questions", "SQLite", "embedding model", "abstain"],
];

process.on("message", (question: Question) => {
  void probe(question).then((findings) => process.send!(findings));
});

async function probe({ directory, modelId = "hashing@1", dimension = 64 }: Question): Promise<Findings> {
  const embedder = createHashingEmbedder({ dimension, modelId });
  const answers = await attempt(() => readAnswers());
  const write = await attempt(() => writeAndRemove());
  const answersAfterwards = await attempt(() => readAnswers());
  const traces = await attempt(() => readTraces(directory));
  return { answers, write, answersAfterwards, traces };

  async function readAnswers(): Promise<string> {
    const { store, index, close } = openIndex(directory, embedder);
    try {
      const hash = createHash("sha256");
      for (const query of QUERIES) {
        const lexical = await index.searchLexical(query, 10);
        const dense = await index.searchDense(await embedder.embedQuery(query), 10);
        const passages = await index.getPassages([...lexical, ...dense].map((hit) => hit.passageId));
        const document = passages[0] && store.getDocument(passages[0].documentId);
        hash.update(JSON.stringify([lexical, dense, passages, document]));
      }
      const { documents, passages } = store.info();
      await (index as { settled?(): Promise<void> }).settled?.();
      return hash.update(JSON.stringify([documents, passages])).digest("hex");
    } finally {
      close();
    }
  }

  async function writeAndRemove(): Promise<true> {
    const store = openStore(directory, { create: true, embeddingModel: modelId, dimension });
    try {
      const { document, passages } = documentOf("a new document", "Of no other words.");
      const embedding = await embedder.embedQuery(document.text);
      await store.putDocument(
        document,
        "hash",
        passages.map((passage) => ({ ...passage, embedding })),
      );
      await store.removeDocuments([document.id]);
      return true;
    } finally {
      store.close();
    }
  }
}

async function readTraces(directory: string): Promise<(string | null)[]> {
  const traces = openTraces(directory);
  const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");
  try {
    const listed = new Map((await traces.recent(100)).map((summary) => [summary.id, digest(summary)]));
    const found: (string | null)[] = [];
    for (let i = 0; i < TRACE_COUNT; i++) {
      const trace = await traces.get(traceId(i));
      found.push(listed.get(traceId(i)) ?? null, trace && digest(trace));
      listed.delete(traceId(i));
    }
    const events = exampleEvents.map((event, atMs) => ({ atMs, event }));
    const about = { id: "new-trace", question: "?", profile: "fast", startedAt: "2026-05-11T10:00:00.000Z" };
    await traces.save({ ...about, events, answer: exampleAnswer, error: null });
    // What nobody has saved must not be listed either.
    return [...found, ...listed.values()];
  } finally {
    await traces.close();
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof FootnoteError) return { code: error.code, message: error.message };
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
