/**
 * How fast does a folder become an index, and does anything else get its turn meanwhile? Generates files in four formats
 * (generate-files.ts), ingests them with the real models into a new index, then once more with nothing changed. Prints
 * passages a second and the longest time the event loop was blocked, as `monitorEventLoopDelay` sees it.
 *
 *     npx tsx scripts/bench/ingest-throughput.ts [--files 200] [--json]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { openIngest } from "../../src/compose.js";
import { generateFiles } from "./generate-files.js";

const { values } = parseArgs({
  options: { files: { type: "string", default: "200" }, json: { type: "boolean", default: false } },
});

/** Milliseconds between two looks at the event loop: what it reports beyond this was blocked. */
const RESOLUTION_MS = 1;

const work = mkdtempSync(join(tmpdir(), "footnote-ingest-"));
try {
  generateFiles(join(work, "notes"), Number(values.files));
  const cold = await measureIngest();
  const again = await measureIngest();
  if (again.unchanged !== cold.added) throw new Error("The second run found files changed that were not.");
  const result: Result = { files: cold.added, passages: cold.passages, cold: timesOf(cold), unchanged: timesOf(again) };
  console.log(values.json ? JSON.stringify(result) : format(result));
} finally {
  rmSync(work, { recursive: true });
}

async function measureIngest() {
  const { ingest, close } = await openIngest(join(work, ".footnote"));
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const report = await ingest([join(work, "notes")], { base: work });
  delay.disable();
  await close();
  if (report.problems.length > 0) throw new Error(report.problems[0]!.message);
  return { ...report, longestBlockMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS) };
}

type Measured = Awaited<ReturnType<typeof measureIngest>>;

interface Times {
  seconds: number;
  filesPerSecond: number;
  passagesPerSecond: number;
  longestBlockMs: number;
}

function timesOf({ seconds, passages, added, unchanged, longestBlockMs }: Measured): Times {
  return {
    seconds,
    filesPerSecond: (added + unchanged) / seconds,
    passagesPerSecond: passages / seconds,
    longestBlockMs,
  };
}

interface Result {
  files: number;
  passages: number;
  cold: Times;
  unchanged: Times;
}

function format({ files, passages, cold, unchanged }: Result): string {
  const rate = (value: number): string => value.toFixed(1);
  return [
    `${files} files, ${passages} passages`,
    `cold       ${rate(cold.seconds)} s: ${rate(cold.passagesPerSecond)} passages and ${rate(cold.filesPerSecond)} files ` +
      `a second, longest block ${rate(cold.longestBlockMs)} ms`,
    `unchanged  ${rate(unchanged.seconds)} s: ${rate(unchanged.filesPerSecond)} files a second, ` +
      `longest block ${rate(unchanged.longestBlockMs)} ms`,
  ].join("\n");
}
