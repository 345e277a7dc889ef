/**
 * The tuning study behind the retrieval settings: every variant on every development collection, settings chosen for all
 * of them at once by the mean of nDCG@10. SciFact's test queries are not among them: they are for reporting.
 *
 *     npx tsx scripts/study/retrieval-study.ts [--limit 300] [--only bm25,fusion,terms,cross-encoder,feedback,learned]
 *
 * Prints one table and writes it to eval/results/retrieval-study.md. Model outputs are cached: the first run takes an hour on
 * two cores, a second some minutes.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { MODEL_CACHE } from "../../eval/commands/run-suite.js";
import { mean } from "../../eval/metrics/mean.js";
import { ndcg } from "../../eval/metrics/ranking.js";
import { withModelCache } from "../../eval/model-cache.js";
import { openModels } from "../../src/compose.js";
import { loadCollection, pool, type StudyCollection } from "./collections.js";
import { searchAll, type Search } from "./searches.js";
import { STUDIES, SHIPPED_LEXICAL, type Study } from "./variants.js";

const DATA = "../shared/evals";
const COLLECTIONS = [
  ...["ir/scifact:train", "ir/cisi", "ir/cacm", "ir/chroma", "qa/nq-open-dev.jsonl", "qa/hotpotqa-dev.jsonl"],
  ...["qa/clapnq-dev.jsonl", "qa/pubmedqa-dev.jsonl"],
];
const POOL_QUERIES_EACH = 50;

const { values } = parseArgs({
  options: { limit: { type: "string", default: "300" }, only: { type: "string" }, out: { type: "string" } },
});
const only = values.only?.split(",");
const models = withModelCache(await openModels(), MODEL_CACHE);

const collections: StudyCollection[] = [];
for (const spec of COLLECTIONS)
  collections.push(await loadCollection(`${DATA}/${spec}`, models.embedder, Number(values.limit)));
collections.push(pool(collections, POOL_QUERIES_EACH));
const names = collections.map(({ name }) => name.replace(/-dev$|-open-dev$/, ""));

const lines = [
  `| study | variant | ${names.join(" | ")} | mean |`,
  `| --- | --- |${" --- |".repeat(names.length + 1)}`,
];
print(lines[0]!);
const shipped: Search[][] = [];
for (const collection of collections) shipped.push(await searchAll(collection, SHIPPED_LEXICAL));

for (const study of STUDIES) {
  if (only && !only.includes(study.name)) continue;
  await run(study);
}
await models.close();
writeFileSync(values.out ?? "eval/results/retrieval-study.md", `${lines.join("\n")}\n`);

async function run({ name, variants }: Study): Promise<void> {
  for await (const { label, isShipped, rank } of variants({ collections, shipped, models })) {
    const means: number[] = [];
    for (const searches of shipped) {
      const scores: number[] = [];
      for (const search of searches) {
        const ids = (await rank(search)).slice(0, 100).map((position) => search.collection.documents[position]!.id);
        scores.push(ndcg(ids, search.query.relevance, 10)!);
      }
      means.push(mean(scores)!);
    }
    const cells = [...means, mean(means)!].map((value) => value.toFixed(4).replace(/^0/, ""));
    const line = `| ${name} | ${isShipped ? `**${label}**` : label} | ${cells.join(" | ")} |`;
    lines.push(line);
    print(line);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
