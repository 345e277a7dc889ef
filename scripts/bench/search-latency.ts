/**
 * How long does a hybrid search take without the embedding of the query? BM25, vectors, fusion and reading the passages
 * from the store, as the retrieval stage does it, unfiltered and within a site. One process, every query once per pass.
 *
 *     npx tsx scripts/bench/fill-store.ts FOLDER INDEX
 *     npx tsx scripts/bench/search-latency.ts FOLDER INDEX [--queries 300] [--sites scifact/,library/]
 */
import { parseArgs } from "node:util";
import { evenly } from "../../eval/data/evenly.js";
import { createIndex } from "../../src/compose.js";
import type { Filters } from "../../src/domain/query.js";
import type { Embedder } from "../../src/ports/embedder.js";
import { PROFILES } from "../../src/profiles.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { openBenchStore } from "./fill-store.js";
import { DIMENSION, preparedQueries } from "./prepared-passages.js";
import { formatTimes } from "./times.js";
import { unattendedRun } from "../../src/domain/run.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { queries: { type: "string", default: "300" }, sites: { type: "string", default: "scifact/,library/" } },
});
const [folder, directory] = positionals;
if (!folder || !directory) throw new Error("Give the folder of passages and the index made from it.");

const queries = evenly(preparedQueries(folder), Number(values.queries));
const store = openBenchStore(directory);
const index = createIndex(store, DIMENSION);
await index.refresh();

const vectors = new Map(queries.map(({ text, vector }) => [text, vector]));
const embedder = { embedQuery: async (text: string) => vectors.get(text)! } as Embedder;
const settings = PROFILES.balanced.retrieval;
const retrieve = createRetrieve({ index, embedder }, settings);
const run = unattendedRun();

async function measure(name: string, search: (query: (typeof queries)[number]) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (const query of queries) {
    const from = performance.now();
    await search(query);
    times.push(performance.now() - from);
  }
  console.log(`${name.padEnd(28)} ${formatTimes(times)}`);
}
const hybrid = (filters: Filters) => (query: (typeof queries)[number]) =>
  retrieve({ standaloneQuestion: query.text, subQueries: [query.text], filters } as never, run);

console.log(`${store.info().passages} passages, ${queries.length} queries`);
await measure("(warm-up)", hybrid({}));
await measure("hybrid", hybrid({}));
for (const site of values.sites.split(",")) await measure(`hybrid, site ${site}`, hybrid({ site }));
await measure("of it: BM25", ({ text }) => index.searchLexical(text, settings.hitsPerArm));
await measure("of it: vectors", ({ vector }) => index.searchDense(vector, settings.hitsPerArm));
await measure("of it: reading passages", async ({ text }) =>
  index.getPassages((await index.searchLexical(text, settings.maxCandidates)).map(({ passageId }) => passageId)),
);
let site = 0;
await measure("hybrid, a new filter each", (query) => hybrid({ site: `s${site++}/`, minTrust: "normal" })(query));
index.close();
store.close();
