import { evenly } from "../../../eval/data/evenly.js";
import { mean } from "../../../eval/metrics/mean.js";
import { quantile } from "../../../eval/metrics/quantile.js";
import { ndcg } from "../../../eval/metrics/ranking.js";
import { ARMS, type Arm, type Engine, LIMIT, type OpenEngine, type Search } from "./engines/engine.js";
import { type JudgedVectorQuery, readPassages, readQueries } from "./pool.js";

/** What one process measured, by name: `build.seconds`, `memory.rss` (bytes), `lexical.p50` (ms), `hybrid.ndcg@10`, ... */
export type Figures = Record<string, number>;

export interface Assignment {
  /** Of the pool. */
  folder: string;
  /** Passages taken from it. */
  size: number;
  /** Queries asked, at even distances; Infinity for all. */
  queries: number;
  /** Where an engine keeps its files. */
  files: string;
}

/** Searches before the clock counts: code is compiled and caches are filled. */
const WARM_UP = 50;

/** Builds the engine's index, then asks every query once an arm. */
export async function measureBuild(engine: Engine, { folder, size, queries, files }: Assignment): Promise<Figures> {
  const before = memory();
  const { opened, seconds, judged, count } = await build();
  const figures: Figures = {
    passages: count,
    queries: judged.length,
    "build.seconds": seconds,
    ...growth("memory", before),
  };
  for (const [arm, search] of searchesOf(opened)) Object.assign(figures, await measureSearch(arm, search, judged));
  await opened.close();
  return figures;

  /** Passages and vectors are gone when it returns, but for those the engine holds on to: they count as its memory. */
  async function build() {
    const { passages, vectors } = await readPassages(folder, size);
    const ids = new Set(passages.map(({ id }) => id));
    const judged = evenly(await readQueries(folder, (id) => ids.has(id)), queries);
    const from = performance.now();
    const opened = await engine.build(passages, vectors, files);
    return { opened, seconds: (performance.now() - from) / 1_000, judged, count: passages.length };
  }
}

/** How long until an index left on disk answers its first query, and what it takes in memory then. */
export async function measureStart(engine: Engine, { folder, files }: Assignment): Promise<Figures> {
  const [query] = await readQueries(folder, () => true);
  const before = memory();
  const from = performance.now();
  const opened = await engine.open!(files, query!.vector.length);
  for (const [, search] of searchesOf(opened)) await search(query!);
  const figures = { "start.ms": performance.now() - from, ...growth("start", before) };
  await opened.close();
  return figures;
}

export function searchesOf(opened: OpenEngine): [Arm, Search][] {
  return (Object.keys(ARMS) as Arm[]).flatMap((arm) => {
    const search = opened[ARMS[arm]];
    return search ? [[arm, search] as [Arm, Search]] : [];
  });
}

async function measureSearch(arm: Arm, search: Search, queries: JudgedVectorQuery[]): Promise<Figures> {
  for (const query of queries.slice(0, WARM_UP)) await search(query);
  const times: number[] = [];
  const gains: (number | null)[] = [];
  for (const query of queries) {
    const from = performance.now();
    const ids = await search(query);
    times.push(performance.now() - from);
    gains.push(ndcg(ids(), query.relevance, LIMIT));
  }
  return {
    [`${arm}.ndcg@10`]: mean(gains)!,
    [`${arm}.p50`]: quantile(times, 0.5)!,
    [`${arm}.p95`]: quantile(times, 0.95)!,
  };
}

/** Bytes: of the process, and of what is live in it (JavaScript heap and buffers, without what native code takes). */
function memory(): { rss: number; live: number } {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, live: heapUsed + external };
}

function growth(name: string, before: { rss: number; live: number }): Figures {
  const { rss, live } = memory();
  return { [`${name}.rss`]: rss - before.rss, [`${name}.live`]: live - before.live };
}
