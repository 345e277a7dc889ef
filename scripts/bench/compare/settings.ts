/**
 * Which documented settings suit the other engines best? nDCG@10 of each setting on each collection and the mean, the
 * best mean first: engines/minisearch.ts and engines/orama.ts take theirs from here, so that the comparison is with
 * each library at its best, chosen on the very collections it is then measured on.
 *
 *     npx tsx scripts/bench/compare/settings.ts --data FOLDER|FILE[,...] [--queries N] [--only TEXT] [--cache FILE]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { evenly } from "../../../eval/data/evenly.js";
import { mean } from "../../../eval/metrics/mean.js";
import { ndcg } from "../../../eval/metrics/ranking.js";
import { carefulTerm } from "./engines/careful-terms.js";
import { type Arm, type Engine, LIMIT } from "./engines/engine.js";
import { createMiniSearch } from "./engines/minisearch.js";
import { createOrama, TUNED } from "./engines/orama.js";
import { table } from "./format-tables.js";
import { searchesOf } from "./measure.js";
import { type Pool, readPassages, readQueries } from "./pool.js";
import { prepareTargets } from "./targets.js";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    cache: { type: "string", default: ".footnote/eval-cache.sqlite" },
    queries: { type: "string", default: "Infinity" },
    only: { type: "string", default: "" },
  },
});
if (!values.data) throw new Error("Give --data: BEIR folders or question files, with commas between.");

const limit = Number(values.queries);
type Trial = [engine: Engine, arms: Arm[]];

const BM25 = [
  { k: 1.2, b: 0.7, d: 0.5 },
  { k: 1.2, b: 0.75, d: 0 },
  { k: 0.9, b: 0.4, d: 0 },
];
const miniSearch = [
  createMiniSearch("MiniSearch, nothing set"),
  ...BM25.flatMap((bm25) =>
    [1, 1.5, 2].map((title) =>
      createMiniSearch(`MiniSearch, title ${title}, k/b/d ${Object.values(bm25).join("/")}`, {
        processTerm: carefulTerm,
        searchOptions: { boost: { title }, bm25 },
      }),
    ),
  ),
];

const { relevance } = TUNED;
const oramaLexical = [
  createOrama("Orama, nothing set", { ...TUNED, stemming: false, stopWords: false }),
  createOrama("Orama, stop words only", { ...TUNED, stemming: false }),
  createOrama("Orama, title 1, d 0.5", TUNED),
  createOrama("Orama, title 2, d 0.5", { ...TUNED, boost: { title: 2 } }),
  createOrama("Orama, title 2, d 0", { ...TUNED, boost: { title: 2 }, relevance: { ...relevance, d: 0 } }),
  createOrama("Orama, QPS", { ...TUNED, qps: true }),
];
const oramaHybrid = [
  createOrama("Orama, QPS", { ...TUNED, qps: true }),
  ...[0, 0.5, 0.7, 0.8].map((similarity) =>
    createOrama(`Orama, vector weight 0.5, similarity ${similarity}`, {
      ...TUNED,
      similarity,
      hybridWeights: { text: 0.5, vector: 0.5 },
    }),
  ),
  ...[0.7, 0.8, 0.9].flatMap((vector) =>
    [0, 0.5, 0.6].map((similarity) =>
      createOrama(`Orama, vector weight ${vector}, similarity ${similarity}`, {
        ...TUNED,
        similarity,
        hybridWeights: { text: 1 - vector, vector },
      }),
    ),
  ),
];

const trials: Trial[] = [
  ...[...miniSearch, ...oramaLexical].map((engine): Trial => [engine, ["lexical"]]),
  ...oramaHybrid.map((engine): Trial => [engine, ["hybrid"]]),
];

const work = await mkdtemp(join(tmpdir(), "footnote-settings-"));
try {
  const options = { sizes: [Infinity], cache: values.cache, work };
  const pools: Pool[] = [];
  const names: string[] = [];
  for (const { name, folder } of await prepareTargets(values.data.split(","), options)) {
    names.push(name);
    pools.push({
      ...(await readPassages(folder, Infinity)),
      queries: evenly(await readQueries(folder, () => true), limit),
    });
  }
  const rows: { engine: string; arm: Arm; scores: number[] }[] = [];
  for (const [engine, arms] of trials.filter(([{ name }]) => name.includes(values.only))) {
    const perPool = [];
    for (const pool of pools) perPool.push(await qualityOf(engine, arms, pool));
    for (const arm of arms) {
      rows.push({ engine: engine.name, arm, scores: perPool.map((scores) => scores.get(arm)!) });
    }
    process.stderr.write(`${engine.name}\n`);
  }
  rows.sort((a, b) => a.arm.localeCompare(b.arm) || mean(b.scores)! - mean(a.scores)!);
  const cells = rows.map(({ engine, arm, scores }) => [
    engine,
    arm,
    ...[mean(scores)!, ...scores].map((s) => s.toFixed(4)),
  ]);
  console.log(table(["engine", "search", "mean", ...names], cells));
} finally {
  await rm(work, { recursive: true, force: true });
}

async function qualityOf(engine: Engine, arms: Arm[], { passages, vectors, queries }: Pool): Promise<Map<Arm, number>> {
  const opened = await engine.build(passages, vectors, work);
  const scores = new Map<Arm, number>();
  for (const [arm, search] of searchesOf(opened).filter(([arm]) => arms.includes(arm))) {
    const gains = [];
    for (const query of queries) gains.push(ndcg((await search(query))(), query.relevance, LIMIT));
    scores.set(arm, mean(gains)!);
  }
  await opened.close();
  return scores;
}
