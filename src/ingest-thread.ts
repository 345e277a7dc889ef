/** What runs inside the thread of `openIngestThread`: an ingest that does what it is sent, and tells what came of it. */
import { parentPort, workerData } from "node:worker_threads";
import { type IngestSummary, openIngest } from "./compose-ingest.js";
import { type ErrorCode, FootnoteError } from "./domain/errors.js";
import type { IngestProgress } from "./ingest/ingest.js";

/** What can be asked of the thread, and is answered. */
export type IngestRequest =
  | { kind: "open" }
  | { kind: "ingest"; paths: string[]; base: string }
  | { kind: "removeFile"; fileId: string }
  | { kind: "close" };

/** Calls are numbered; an `abort` has the number of the call that it ends. */
export type IngestOrder = { call: number } & (IngestRequest | { kind: "abort" });

/** Classes are lost on the way out of a thread: errors of the catalogue are sent as plain bodies. */
export type IngestReply = { call: number } & (
  | { kind: "progress"; progress: IngestProgress }
  | { kind: "done"; result: IngestSummary | number | null }
  | { kind: "failed"; error: { code: ErrorCode; message: string; hint: string } | Error }
);

const port = parentPort!;
const opened = openIngest(workerData as string);
// Told in answer to the first order.
opened.catch(() => undefined);
const running = new Map<number, AbortController>();

port.on("message", (order: IngestOrder) => {
  const { call } = order;
  if (order.kind === "abort") running.get(call)?.abort();
  else {
    void run(order)
      .then(
        (result): IngestReply => ({ call, kind: "done", result }),
        (error: unknown): IngestReply => ({ call, kind: "failed", error: toSent(error) }),
      )
      .then((reply) => port.postMessage(reply));
  }
});

async function run(order: IngestOrder): Promise<IngestSummary | number | null> {
  if (order.kind !== "ingest") {
    const { removeFile, close } = await opened;
    if (order.kind === "removeFile") return removeFile(order.fileId);
    if (order.kind === "close") await close();
    return null;
  }
  const { call, paths, base } = order;
  const controller = new AbortController();
  running.set(call, controller);
  const onProgress = (progress: IngestProgress): void => {
    port.postMessage({ call, kind: "progress", progress } satisfies IngestReply);
  };
  try {
    const { ingest } = await opened;
    return await ingest(paths, { base, signal: controller.signal, onProgress });
  } finally {
    running.delete(call);
  }
}

function toSent(error: unknown): { code: ErrorCode; message: string; hint: string } | Error {
  return error instanceof FootnoteError ? error.toBody() : (error as Error);
}
