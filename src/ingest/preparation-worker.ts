/**
 * What runs inside a worker thread: a file is read, extracted and cut, and what it gives is handed over in batches, the
 * next one when it is asked for, so that a file of many documents is never in memory as a whole.
 */
import { once } from "node:events";
import { parentPort } from "node:worker_threads";
import type { ErrorCode } from "../domain/errors.js";
import type { Chunk } from "./chunk.js";
import { type Preparation, prepareDocuments, type PrepareSettings, type PriorKnowledge } from "./prepare-documents.js";

export interface PreparationTask {
  file: string;
  fileId: string;
  settings: PrepareSettings;
  prior: PriorKnowledge;
}

/** Classes are lost on the way out of a thread: errors are sent as plain bodies. Passages are sent without their texts. */
export type SentPreparation =
  | Extract<Preparation, { outcome: "unchanged" }>
  | (Omit<Extract<Preparation, { outcome: "prepared" }>, "chunks"> & { chunks: Omit<Chunk, "text">[] })
  | { outcome: "failed"; id: string; body: { code: ErrorCode; message: string; hint: string } };

export interface PreparationBatch {
  preparations: SentPreparation[];
  isLast: boolean;
}

const BATCH = 64;
const BATCH_LENGTH = 1_000_000;

const port = parentPort!;
port.on("message", (message: PreparationTask | "next") => {
  if (message !== "next") void run(message);
});

async function run({ file, fileId, settings, prior }: PreparationTask): Promise<void> {
  let batch: SentPreparation[] = [];
  let length = 0;
  for await (const preparation of prepareDocuments(file, fileId, settings, prior)) {
    batch.push(toSent(preparation));
    if (preparation.outcome === "prepared") length += preparation.document.text.length;
    if (batch.length < BATCH && length < BATCH_LENGTH) continue;
    port.postMessage({ preparations: batch, isLast: false } satisfies PreparationBatch);
    batch = [];
    length = 0;
    await once(port, "message");
  }
  port.postMessage({ preparations: batch, isLast: true } satisfies PreparationBatch);
}

function toSent(preparation: Preparation): SentPreparation {
  if (preparation.outcome === "unchanged") return preparation;
  if (preparation.outcome === "prepared") {
    return { ...preparation, chunks: preparation.chunks.map(({ text: _text, ...place }) => place) };
  }
  return { outcome: "failed", id: preparation.id, body: preparation.error.toBody() };
}
