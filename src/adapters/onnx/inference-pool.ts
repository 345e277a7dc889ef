import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { FootnoteError } from "../../domain/errors.js";
import type { CancellableTask, InferenceTask } from "./inference-worker.js";

export interface InferencePool {
  readonly modelsDirectory: string;
  /**
   * Runs the tasks on all workers, long ones first, results in the order of the tasks. Once the signal aborts no further
   * one begins.
   */
  runAll(tasks: InferenceTask[], signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export interface InferencePoolOptions {
  modelsDirectory: string;
  /** Worker threads, each with its own copy of the models (35 MB a model). Default: one a core, at most 4. */
  threads?: number;
  /** Tasks that may wait before OVERLOADED. */
  maxQueue?: number;
}

export function createInferencePool({
  modelsDirectory,
  threads,
  maxQueue = 4_096,
}: InferencePoolOptions): InferencePool {
  const workers = threads ?? Math.min(4, availableParallelism());
  const pool = new Piscina<CancellableTask, Float32Array | null>({
    filename: new URL("./inference-worker.ts", import.meta.url).href,
    execArgv: ["--import", import.meta.resolve("tsx")],
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: Infinity,
    maxQueue,
  });

  const running = new Set<Promise<Float32Array | null>>();
  let isClosing = false;

  async function runOne(task: CancellableTask): Promise<Float32Array | null> {
    const result = pool.run(task);
    running.add(result);
    try {
      return await result;
    } catch (cause) {
      throw translate(cause);
    } finally {
      running.delete(result);
    }
  }

  async function runAll(tasks: InferenceTask[], signal?: AbortSignal): Promise<Float32Array[]> {
    const results = new Array<Float32Array>(tasks.length);
    // A long task begun last would keep one worker busy while the others have nothing left to do.
    const order = tasks.map((_, i) => i).sort((a, b) => lengthOf(tasks[b]!) - lengthOf(tasks[a]!));
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (): void => void Atomics.store(cancelled, 0, 1);
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    let next = 0;
    // Two tasks a worker keep it busy; handing out no more lets concurrent questions share the pool fairly.
    const lane = async (): Promise<void> => {
      while (next < tasks.length) {
        const index = order[next++]!;
        const result = isClosing || cancelled[0] === 1 ? null : await runOne({ ...tasks[index]!, cancelled });
        if (result === null)
          throw new FootnoteError("ABORTED", "The question was cancelled.", { cause: signal?.reason });
        results[index] = result;
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(2 * workers, tasks.length) }, lane));
      return results;
    } finally {
      // Where one task failed, the others are of no use.
      cancel();
      signal?.removeEventListener("abort", cancel);
    }
  }

  async function close(): Promise<void> {
    isClosing = true;
    // A worker ended inside the runtime takes the whole process with it; its last task takes milliseconds.
    await Promise.allSettled(running);
    await pool.destroy();
  }

  return { modelsDirectory, runAll, close };
}

function lengthOf(task: InferenceTask): number {
  return task.kind === "embed" ? task.text.length : task.first.length + task.second.length;
}

/** Errors of the catalogue come out of a worker as plain ones, with the code in their cause. */
function translate(error: unknown): Error {
  const { message, cause } = error as { message?: string; cause?: { code?: string } };
  const code = cause?.code;
  if (code === "MODEL_MISSING" || code === "MODEL_CORRUPT") {
    return new FootnoteError(code, message ?? "", { cause: error });
  }
  if (/queue limit/i.test(message ?? "")) {
    return new FootnoteError("OVERLOADED", "Too many texts are waiting for the models.", { cause: error });
  }
  return error as Error;
}
