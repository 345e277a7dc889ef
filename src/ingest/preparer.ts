import { once } from "node:events";
import { stat } from "node:fs/promises";
import type { Worker } from "node:worker_threads";
import { createDeadline } from "../domain/deadline.js";
import { FootnoteError } from "../domain/errors.js";
import { fileFormat } from "./file-format.js";
import { MAX_FILE_BYTES } from "./load-files.js";
import type { PreparationBatch, PreparationTask, SentPreparation } from "./preparation-worker.js";
import {
  type Preparation,
  prepareDocuments,
  type PrepareSettings,
  type PriorKnowledge,
  toExtractionError,
} from "./prepare-documents.js";
import { startWorker } from "./start-worker.js";

/** Reads and cuts files without holding up the event loop: see `prepareDocuments` for what it yields. */
export interface Preparer {
  prepare(file: string, fileId: string, settings: PrepareSettings, prior?: PriorKnowledge): AsyncGenerator<Preparation>;
  close(): Promise<void>;
}

export interface PreparerOptions {
  /** A file that takes longer from one batch of documents to the next fails with FILE_TOO_COMPLEX. */
  timeoutMs?: number;
}

/** Smaller files are read here: they take less than 20 ms, and most folders need no worker then. */
const WORKER_FROM_BYTES = 50_000;
const MAX_WORKER_MEGABYTES = 2_048;

/**
 * Large files and PDF are prepared in worker threads, one file at a time in each. A worker that takes too long, or more
 * than 2 GB of memory, is ended, and its file fails; the process goes on.
 */
export function createPreparer({ timeoutMs = 120_000 }: PreparerOptions = {}): Preparer {
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  function start(): Worker {
    const worker = startWorker(new URL("./preparation-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_WORKER_MEGABYTES },
    });
    all.add(worker);
    return worker;
  }

  async function end(worker: Worker): Promise<void> {
    all.delete(worker);
    await worker.terminate();
  }

  async function* prepareInWorker(task: PreparationTask): AsyncGenerator<Preparation> {
    const worker = idle.pop() ?? start();
    let isWhole = false;
    try {
      for (let message: PreparationTask | "next" = task; !isWhole; message = "next") {
        const batch = await askWorker(worker, message, task.fileId, timeoutMs);
        yield* batch.preparations.map(fromSent);
        isWhole = batch.isLast;
      }
    } catch (error) {
      if (!(error instanceof FootnoteError)) throw error;
      yield { outcome: "failed", id: task.fileId, error };
    } finally {
      if (isWhole) idle.push(worker);
      else await end(worker);
    }
  }

  return {
    async *prepare(file, fileId, settings, prior = {}) {
      const size = (await stat(file).catch(() => null))?.size ?? 0;
      const isLong = size > WORKER_FROM_BYTES || (fileFormat(fileId) === "pdf" && size > 0);
      const isRefused = size > MAX_FILE_BYTES;
      yield* isLong && !isRefused
        ? prepareInWorker({ file, fileId, settings, prior })
        : prepareDocuments(file, fileId, settings, prior);
    },
    async close() {
      idle.length = 0;
      await Promise.all([...all].map(end));
    },
  };
}

/** @throws FootnoteError FILE_TOO_COMPLEX when it is too slow or out of memory, INTERNAL when it fails in another way */
async function askWorker(
  worker: Worker,
  message: PreparationTask | "next",
  fileId: string,
  timeoutMs: number,
): Promise<PreparationBatch> {
  const { signal, clear } = createDeadline(timeoutMs);
  try {
    const answer = once(worker, "message", { signal });
    worker.postMessage(message);
    return ((await answer) as [PreparationBatch])[0];
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";
    if (!signal.aborted && !isTooLarge) throw toExtractionError(fileId, cause);
    const limit = isTooLarge ? "2 GB of memory" : `${timeoutMs / 1_000} s`;
    throw new FootnoteError("FILE_TOO_COMPLEX", `${fileId} cannot be read within ${limit}.`, { cause });
  } finally {
    clear();
  }
}

function fromSent(preparation: SentPreparation): Preparation {
  if (preparation.outcome === "unchanged") return preparation;
  if (preparation.outcome === "prepared") {
    const { text } = preparation.document;
    return {
      ...preparation,
      chunks: preparation.chunks.map((place) => ({ ...place, text: text.slice(place.start, place.end) })),
    };
  }
  return { outcome: "failed", id: preparation.id, error: FootnoteError.fromBody(preparation.body) };
}
