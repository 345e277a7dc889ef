/**
 * How long does a hybrid search take without the embedding of the query? BM25, exact vectors, fusion and fetching the
 * passages, over an index made by `ingest`. Query vectors are computed before the clock starts.
 *
 *     npx tsx scripts/bench/scifact-files.ts ../shared/evals/ir/scifact /tmp/scifact
 *     npm run -s footnote -- ingest /tmp/scifact --index .footnote-scifact
 *     npx tsx scripts/bench/search-latency.ts .footnote-scifact ../shared/evals/ir/scifact/queries.jsonl
 */
import { readFileSync } from "node:fs";
import { openIndex, openModels } from "../../src/compose.js";
import type { Embedder } from "../../src/ports/embedder.js";
import { PROFILES } from "../../src/profiles.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { createUnderstand } from "../../src/understanding/understand.js";

const [directory, queriesPath] = process.argv.slice(2);
if (!directory || !queriesPath) throw new Error("Give the index folder and a file of queries.");
const queries = readFileSync(queriesPath, "utf8")
  .trim()
  .split("\n")
  .slice(0, 200)
  .map((line) => (JSON.parse(line) as { text: string }).text);

const models = await openModels();
const opened = openIndex(directory, models.embedder);
const vectors = new Map<string, Float32Array>();
for (const query of queries) vectors.set(query, await models.embedder.embedQuery(query));
const embedder: Embedder = { ...models.embedder, embedQuery: async (text) => vectors.get(text)! };
const retrieve = createRetrieve({ index: opened.index, embedder }, PROFILES.balanced.retrieval);
const understand = createUnderstand({ maxSubQueries: 1 });
const run = { signal: new AbortController().signal, degrade: () => undefined };

const times: number[] = [];
for (const query of queries) {
  const plan = { ...(await understand({ text: query, history: [] })), subQueries: [query] };
  const from = performance.now();
  await retrieve(plan, run);
  times.push(performance.now() - from);
}
times.splice(0, 5);
times.sort((a, b) => a - b);
const at = (share: number): string => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
console.log(
  `${opened.store.info().passages} passages: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${times.length} searches)`,
);
opened.close();
await models.close();
