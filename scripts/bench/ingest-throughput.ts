/**
 * How many passages a second does ingest take in, and what does the cache of embeddings save? A folder is ingested into a
 * new index, then again with the index made anew and the cache kept, as after a change of chunking or a moved folder.
 *
 *     npx tsx scripts/bench/ingest-throughput.ts data/corpus
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openIngest } from "../../src/compose.js";

const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error("Give files and folders to ingest.");
const base = mkdtempSync(join(tmpdir(), "footnote-throughput-"));
const index = join(base, ".footnote");

try {
  for (const run of ["first", "with the cache"]) {
    for (const file of run === "first" ? [] : readdirSync(index).filter((name) => name.startsWith("footnote."))) {
      rmSync(join(index, file));
    }
    const { ingest, close } = await openIngest(index);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const { passages, seconds, passagesPerSecond, cachedEmbeddings } = await ingest(paths, { base });
    delay.disable();
    await close();
    console.log(
      `${run}: ${passages} passages in ${seconds.toFixed(1)} s, ${passagesPerSecond.toFixed(1)} a second, ` +
        `${cachedEmbeddings} from the cache; event loop held up for at most ${(delay.max / 1e6).toFixed(0)} ms`,
    );
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}
