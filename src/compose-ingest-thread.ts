import type { IngestSummary, OpenedIngest } from "./compose-ingest.js";
import { FootnoteError } from "./domain/errors.js";
import type { IngestOrder, IngestReply, IngestRequest } from "./ingest-thread.js";
import type { IngestOptions } from "./ingest/ingest.js";
import { startWorker } from "./ingest/start-worker.js";

interface Call {
  resolve: (result: IngestSummary | number | null) => void;
  reject: (error: unknown) => void;
  onProgress: IngestOptions["onProgress"];
}

/**
 * `openIngest` in a thread of its own, for a process that answers questions meanwhile: what reads files, and above all
 * what writes a long document in one commit, would hold up its event loop, and with it every question.
 *
 * @throws FootnoteError as `openIngest`
 */
export async function openIngestThread(indexDirectory: string): Promise<OpenedIngest> {
  const worker = startWorker(new URL("./ingest-thread.ts", import.meta.url), { workerData: indexDirectory });
  const calls = new Map<number, Call>();
  let lastCall = 0;
  let end: { reason: unknown } | null = null;

  worker.on("message", (reply: IngestReply) => {
    const call = calls.get(reply.call);
    if (reply.kind === "progress") call?.onProgress?.(reply.progress);
    else if (reply.kind === "done") call?.resolve(reply.result);
    else call?.reject("code" in reply.error ? FootnoteError.fromBody(reply.error) : reply.error);
  });
  const endWith = (reason: unknown): void => {
    end ??= { reason };
    for (const { reject } of calls.values()) reject(reason);
  };
  worker.once("error", endWith);
  worker.once("exit", () => endWith(new FootnoteError("ABORTED", "Ingest was closed; what was stored before stays.")));

  const send = (order: IngestOrder): void => worker.postMessage(order);

  async function request(
    what: IngestRequest,
    { signal, onProgress }: Partial<IngestOptions> = {},
  ): Promise<IngestSummary | number | null> {
    if (end) throw end.reason;
    const call = ++lastCall;
    const abort = (): void => send({ call, kind: "abort" });
    try {
      return await new Promise((resolve, reject) => {
        calls.set(call, { resolve, reject, onProgress });
        send({ call, ...what });
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort, { once: true });
      });
    } finally {
      signal?.removeEventListener("abort", abort);
      calls.delete(call);
    }
  }

  try {
    await request({ kind: "open" });
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    async ingest(paths, { base, ...options }) {
      return (await request({ kind: "ingest", paths, base }, options)) as IngestSummary;
    },
    async removeFile(fileId) {
      return (await request({ kind: "removeFile", fileId })) as number;
    },
    async close() {
      if (!end) await request({ kind: "close" });
      await worker.terminate();
    },
  };
}
