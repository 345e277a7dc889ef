import { dirname } from "node:path";
import { EXIT } from "./exit-codes.js";
import { type IngestSummary, openIngest } from "../compose.js";
import { withInterrupt } from "./interrupt.js";
import { formatIngestReport } from "./format-ingest-report.js";
import { print, printJson } from "./output.js";

export interface IngestCommandOptions {
  index: string;
  json?: boolean;
}

export async function ingestCommand(paths: string[], { index, json }: IngestCommandOptions): Promise<number> {
  const report = await ingestInto(index, paths);
  if (json) printJson(report);
  else print(formatIngestReport(report));
  return EXIT.done;
}

/** Ingests with progress on standard error. Interrupted, what is stored by then stays, and the next run goes on. */
export async function ingestInto(indexDirectory: string, paths: string[]): Promise<IngestSummary> {
  const { ingest, close } = await openIngest(indexDirectory);
  try {
    return await withInterrupt((signal) =>
      ingest(paths, { base: dirname(indexDirectory), signal, onProgress: createProgressLine() }),
    );
  } finally {
    if (process.stderr.isTTY) process.stderr.write("\u001b[2K\r");
    await close();
  }
}

const LINE_INTERVAL_MS = 2_000;

/** One line that rewrites itself on a terminal; elsewhere a line every two seconds. */
function createProgressLine(): (progress: { done: number; total: number; path: string }) => void {
  let last = Date.now();
  return ({ done, total, path }) => {
    if (process.stderr.isTTY) {
      process.stderr.write(`\u001b[2K\r${done} of ${total}  ${path.slice(-60)}`);
    } else if (Date.now() - last >= LINE_INTERVAL_MS) {
      last = Date.now();
      process.stderr.write(`indexed ${done} of ${total} files\n`);
    }
  };
}
