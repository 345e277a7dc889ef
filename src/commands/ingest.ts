import { dirname } from "node:path";
import { EXIT } from "./exit-codes.js";
import { type IngestSummary, openIngest } from "../compose.js";
import { withInterrupt } from "./interrupt.js";
import { counted, print, printJson } from "./output.js";

export interface IngestCommandOptions {
  index: string;
  json?: boolean;
}

export async function ingestCommand(paths: string[], { index, json }: IngestCommandOptions): Promise<number> {
  const report = await ingestInto(index, paths);
  if (json) printJson(report);
  else print(formatReport(report));
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

/** Of the lines of one kind so many are printed, and the rest counted; `--json` has all. */
const MAX_LISTED = 5;

function formatReport(report: IngestSummary): string {
  const { added, updated, unchanged, removed, passages, duplicates, problems, warnings, seconds } = report;
  const counts = [
    `${added} added`,
    `${updated} updated`,
    `${unchanged} unchanged`,
    `${removed} removed`,
    counted(passages, "passage"),
  ].join(", ");
  const speed = passages > 0 ? ` (${formatSpeed(report)})` : "";
  const linked = duplicates.map(({ path, duplicateOf }) => `linked ${path}: it says the same as ${duplicateOf}`);
  const codes = [...new Set(problems.map(({ code }) => code))];
  const skipped = codes.flatMap((code) => {
    const lines = problems.filter((problem) => problem.code === code);
    return listed(
      lines.map(({ path, message }) => `skipped ${path} (${code}): ${message}`),
      `skipped ${code}`,
    );
  });
  const warned = warnings.map(({ message }) => `warning: ${message}`);
  return [
    `${counts}, in ${seconds.toFixed(1)} s${speed}`,
    ...[...listed(linked, "linked"), ...skipped, ...listed(warned, "warnings")].map((line) => `  ${line}`),
  ].join("\n");
}

function formatSpeed({ passagesPerSecond, cachedEmbeddings }: IngestSummary): string {
  const speed = `${passagesPerSecond.toFixed(passagesPerSecond < 10 ? 1 : 0)} passages a second`;
  return cachedEmbeddings > 0 ? `${speed}, ${counted(cachedEmbeddings, "embedding")} from the cache` : speed;
}

function listed(lines: string[], kind: string): string[] {
  const more = lines.length - MAX_LISTED;
  // One line more takes no more room than saying so.
  return more > 1 ? [...lines.slice(0, MAX_LISTED), `${kind}: ${more} more, listed by --json`] : lines;
}
