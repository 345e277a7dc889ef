/**
 * The tuning study behind the retrieval settings: every variant on every development collection, settings chosen for all
 * of them at once by the mean of nDCG@10. SciFact's test queries are not among them: they are for reporting.
 *
 *     npx tsx scripts/study/retrieval-study.ts [--limit 300] [--only bm25,fusion,terms,cross-encoder,feedback,learned,titles,headings,chunks,neighbours,mmr,caps]
 *
 * Prints one table and writes it to eval/results/retrieval-study.md; with --only, rows of other studies stay in it. Model
 * outputs are cached: the first run takes an hour and a half on two cores, a second some minutes.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { MODEL_CACHE } from "../../eval/commands/run-suite.js";
import { mean } from "../../eval/metrics/mean.js";
import { ndcg } from "../../eval/metrics/ranking.js";
import { withModelCache } from "../../eval/model-cache.js";
import { openModels } from "../../src/compose.js";
import { loadCollection, loadGuide, pool, type StudyCollection } from "./collections.js";
import { formatRow, formatTable, mergeRows, parseTable, type ResultRow } from "./results-table.js";
import { searchAll, type Search } from "./searches.js";
import { SHIPPED_LEXICAL } from "./shipped.js";
import type { Study } from "./study.js";
import { STUDIES } from "./variants.js";

const DATA = "../shared/evals";
const COLLECTIONS = [
  ...["ir/scifact:train", "ir/cisi", "ir/cacm", "ir/chroma", "qa/nq-open-dev.jsonl", "qa/hotpotqa-dev.jsonl"],
  ...["qa/clapnq-dev.jsonl", "qa/pubmedqa-dev.jsonl"],
];
const POOL_QUERIES_EACH = 50;

const { values } = parseArgs({
  options: {
    limit: { type: "string", default: "300" },
    only: { type: "string" },
    out: { type: "string", default: "eval/results/retrieval-study.md" },
  },
});
const only = values.only?.split(",");
const studies = STUDIES.filter(({ name }) => !only || only.includes(name));
const models = withModelCache(await openModels(), MODEL_CACHE);

const collections: StudyCollection[] = [];
for (const spec of COLLECTIONS)
  collections.push(await loadCollection(`${DATA}/${spec}`, models.embedder, Number(values.limit)));
collections.push(pool(collections, POOL_QUERIES_EACH));
collections.push(await loadGuide(models.embedder));

const columns = ["study", "variant", ...collections.map(({ name }) => name), "mean"];
print(formatRow(columns, Object.fromEntries(columns.map((name) => [name, name]))));
const shipped: Search[][] = [];
for (const collection of collections) {
  const asking = studies.filter((study) => isAbout(study, collection));
  // Studies of chunks take the queries alone from here.
  const matched = asking.every((study) => study.collections) ? 0 : undefined;
  shipped.push(asking.length > 0 ? await searchAll(collection, SHIPPED_LEXICAL, matched) : []);
}

const rows: ResultRow[] = [];
for (const study of studies) await run(study);
await models.close();
const before = only && existsSync(values.out) ? parseTable(readFileSync(values.out, "utf8")).rows : [];
writeFileSync(values.out, formatTable(columns, mergeRows(before, rows)));

async function run(study: Study): Promise<void> {
  const about = collections.flatMap((collection, i) => (isAbout(study, collection) ? [i] : []));
  const parts = {
    collections: about.map((i) => collections[i]!),
    shipped: about.map((i) => shipped[i]!),
    models,
  };
  for await (const { label, isShipped, rank } of study.variants(parts)) {
    const row: ResultRow = { study: study.name, variant: isShipped ? `**${label}**` : label };
    const means: number[] = [];
    for (const [i, searches] of parts.shipped.entries()) {
      const scores: number[] = [];
      for (const search of searches) {
        const ids = (await rank(search)).slice(0, 100).map((position) => search.collection.documents[position]!.id);
        scores.push(ndcg(ids, search.query.relevance, 10)!);
      }
      means.push(mean(scores)!);
      row[parts.collections[i]!.name] = format(mean(scores)!);
    }
    row.mean = format(mean(means)!);
    rows.push(row);
    print(formatRow(columns, row));
  }
}

function isAbout(study: Study, { name }: StudyCollection): boolean {
  return study.collections ? study.collections.includes(name) : name !== "guide";
}

function format(value: number): string {
  return value.toFixed(4).replace(/^0/, "");
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
