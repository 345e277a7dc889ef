/**
 * How long does a file of nearly 20 MB hold up the event loop while its text is extracted and cut? In a worker, as ingest
 * does it, beside the same work on the event loop itself.
 *
 *     npx tsx scripts/bench/large-files.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { DEFAULT_INGEST_SETTINGS as settings } from "../../src/ingest/ingest.js";
import { type Preparation, prepareDocuments } from "../../src/ingest/prepare-documents.js";
import { createPreparer } from "../../src/ingest/preparer.js";

const SIZE = 19_000_000;
const sentence =
  "The store keeps every passage with its embedding, and a search reads them in the order of their scores. ";
const paragraph = sentence.repeat(4).trim();
const fill = (unit: string): string => unit.repeat(Math.floor(SIZE / unit.length));
const FILES = {
  "large.txt": fill(`${paragraph}\n\n`),
  "large.md": fill(`## Heading\n\n${paragraph}\n\n- item\n- item\n\n`),
  "large.html": `<body>${fill(`<h2>Heading</h2><p>${paragraph}</p>`)}</body>`,
  "large.jsonl": fill(`${JSON.stringify({ text: paragraph })}\n`),
};

const folder = mkdtempSync(join(tmpdir(), "footnote-large-"));
const preparer = createPreparer();
try {
  for (const [name, content] of Object.entries(FILES)) {
    const path = join(folder, name);
    writeFileSync(path, content);
    console.log(`${name}, in a worker: ${await measure(preparer.prepare(path, name, settings))}`);
    console.log(`${name}, without:     ${await measure(prepareDocuments(path, name, settings))}`);
  }
} finally {
  await preparer.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(preparations: AsyncIterable<Preparation>): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const startedAt = performance.now();
  delay.enable();
  let passages = 0;
  let failure = "";
  for await (const preparation of preparations) {
    if (preparation.outcome === "prepared") passages += preparation.chunks.length;
    if (preparation.outcome === "failed") failure ||= `, ${preparation.error.code}`;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  // The delay of a turn is known in the next.
  await setTimeout(20);
  delay.disable();
  return `${passages} passages in ${seconds} s${failure}; event loop held up for at most ${(delay.max / 1e6).toFixed(0)} ms`;
}
