/**
 * How long does a lexical search take, and how long does indexing for it? Passages in memory, one process, every query
 * once per pass after a pass of warm-up; the words of a query are analysed within the time measured.
 *
 *     npx tsx scripts/bench/lexical-latency.ts FOLDER [--passages 50000] [--queries 500] [--limit 10]
 */
import { parseArgs } from "node:util";
import { evenly } from "../../eval/data/evenly.js";
import { passageFields, queryTerms } from "../../src/adapters/embedded/analysis.js";
import { createBm25 } from "../../src/adapters/embedded/bm25.js";
import { createPostingsBuilder } from "../../src/adapters/embedded/postings.js";
import { createTurns } from "../../src/adapters/embedded/turns.js";
import { INDEX_SETTINGS } from "../../src/compose.js";
import { preparedPassages, preparedQueries } from "./prepared-passages.js";
import { formatTimes } from "./times.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    passages: { type: "string", default: "50000" },
    queries: { type: "string", default: "500" },
    limit: { type: "string", default: "10" },
  },
});
const [folder] = positionals;
if (!folder) throw new Error("Give the folder of passages.");
const queries = evenly(preparedQueries(folder), Number(values.queries)).map(({ text }) => text);

const passages = [];
for await (const { title, headingPath, text } of preparedPassages(folder, Number(values.passages))) {
  passages.push({ title, headingPath, text });
}
const from = performance.now();
const builder = createPostingsBuilder(INDEX_SETTINGS.fieldWeights);
for (const passage of passages) builder.add(passageFields(passage));
const postings = await builder.finish(createTurns());
const seconds = ((performance.now() - from) / 1000).toFixed(1);
console.log(
  `${passages.length} passages indexed in ${seconds} s: ${postings.terms.size} terms, ${postings.rows.length} postings`,
);

const bm25 = createBm25([{ postings, live: null }], INDEX_SETTINGS.bm25);
for (const pass of ["(warm-up)", "search"]) {
  const times = queries.map((query) => {
    const start = performance.now();
    bm25.search(queryTerms(query), Number(values.limit));
    return performance.now() - start;
  });
  console.log(`${pass.padEnd(10)} ${queries.length} queries, the best ${values.limit}: ${formatTimes(times)}`);
}
