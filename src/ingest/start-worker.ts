import { type ResourceLimits, Worker } from "node:worker_threads";

/** A worker thread that runs a TypeScript file. */
export function startWorker(
  file: URL,
  options: { workerData?: unknown; resourceLimits?: ResourceLimits } = {},
): Worker {
  // A worker's first file is not seen by a loader in Node 20; so that is a line that registers one, and imports ours.
  const loader = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const imported = JSON.stringify(file.href);
  const line = `import(${loader}).then(({ register }) => (register(), import(${imported})))`;
  return new Worker(line, { ...options, eval: true, execArgv: [] });
}
