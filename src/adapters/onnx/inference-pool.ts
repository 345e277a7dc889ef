import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { FootnoteError } from "../../domain/errors.js";
import type { InferenceTask } from "./inference-worker.js";

export interface InferencePool {
  readonly modelsDirectory: string;
  /** Runs the tasks on all workers, results in order. Stops handing out tasks once the signal aborts. */
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
  const pool = new Piscina<InferenceTask, Float32Array>({
    filename: new URL("./inference-worker.ts", import.meta.url).href,
    execArgv: ["--import", import.meta.resolve("tsx")],
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: Infinity,
    maxQueue,
  });

  const running = new Set<Promise<Float32Array>>();
  let isClosing = false;

  async function runOne(task: InferenceTask): Promise<Float32Array> {
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
    let next = 0;
    // Two tasks a worker keep it busy; handing out no more lets concurrent questions share the pool fairly.
    const lane = async (): Promise<void> => {
      while (next < tasks.length) {
        if (signal?.aborted || isClosing)
          throw new FootnoteError("ABORTED", "The question was cancelled.", { cause: signal?.reason });
        const index = next++;
        results[index] = await runOne(tasks[index]!);
      }
    };
    await Promise.all(Array.from({ length: Math.min(2 * workers, tasks.length) }, lane));
    return results;
  }

  async function close(): Promise<void> {
    isClosing = true;
    // A worker ended inside the runtime takes the whole process with it; its last task takes milliseconds.
    await Promise.allSettled(running);
    await pool.destroy();
  }

  return { modelsDirectory, runAll, close };
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
