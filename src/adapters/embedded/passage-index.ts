import { setTimeout as delay } from "node:timers/promises";
import type { Hit, PassageIndex } from "../../ports/passage-index.js";
import { queryTerms, wordTerm } from "./analysis.js";
import type { Bm25Parameters } from "./bm25.js";
import { buildHnswGraph, type HnswGraph } from "./hnsw-graph.js";
import type { IndexState } from "./index-state.js";
import { createLiveState, NO_CACHE, type SegmentCache } from "./live-state.js";
import { assertNoneLost } from "./lost-passages.js";
import type { PassageSource } from "./passage-source.js";
import type { FieldWeights } from "./postings.js";
import type { Segment } from "./segment.js";
import type { ScoredRow } from "./top-rows.js";
import { createTurns } from "./turns.js";
import { GRAPH_FROM } from "./vector-search.js";

export interface EmbeddedIndexSettings {
  bm25: Bm25Parameters;
  /** Weights of title, headings and body. */
  fieldWeights: FieldWeights;
}

export interface EmbeddedIndex extends PassageIndex {
  /** Resolves when everything written before the call will be found. A search alone waits only a moment for that. */
  refresh(): Promise<void>;
  /** Makes ready what searches want: all of `refresh`, and the vector graph of a large index. */
  warmUp(signal?: AbortSignal): Promise<void>;
  /** Resolves when no work is left that goes on behind searches: merging, and writing the cache. */
  settled(): Promise<void>;
  /** Stops such work. */
  close(): void;
}

/** How long a search waits for writes to be applied before it goes on without them. */
const PATIENCE_MS = 20;

/**
 * BM25 and vectors in memory over stored passages: a cache that follows its source.
 *
 * A search sees everything as of one version of the source: the newest, if what was written last can be applied within
 * 20 ms (a document or a few), else the one before, and so on until it is applied. `refresh` waits for it.
 */
export function createEmbeddedIndex(
  source: PassageSource,
  dimension: number,
  settings: EmbeddedIndexSettings,
  cache: SegmentCache = NO_CACHE,
): EmbeddedIndex {
  const graphs = new WeakMap<Segment, HnswGraph>();
  const closing = new AbortController();
  let wantsGraphs = false;
  const live = createLiveState(
    source,
    { ...settings, dimension },
    { cache, graphs, signal: closing.signal, onMerged: () => void buildGraphs(closing.signal).catch(() => undefined) },
  );
  /** Of an update that no search waited for any more: the next one tells, rather than hide it for ever. */
  let failure: { error: unknown } | null = null;

  /** The state to search in. @throws what went wrong when changes were applied */
  async function ready(): Promise<IndexState> {
    const state = live.current();
    if (state && state.version === source.version()) return state;
    if (!state) await live.refresh();
    else {
      const known = failure ?? (await refreshFor(PATIENCE_MS));
      failure = null;
      if (known) throw known.error;
    }
    return live.current()!;
  }

  async function refreshFor(patienceMs: number): Promise<{ error: unknown } | null> {
    const outcome = live.refresh().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const timer = new AbortController();
    const patience = delay(patienceMs, "over" as const, { signal: timer.signal }).catch(() => "over" as const);
    const first = await Promise.race([outcome, patience]);
    timer.abort();
    if (first !== "over") return first;
    void outcome.then((late) => (failure = late ?? failure));
    return null;
  }

  /** Graphs of large segments. Those made by a merge get theirs again, and are scanned until then. */
  async function buildGraphs(signal: AbortSignal): Promise<void> {
    if (!wantsGraphs) return;
    for (const { segment } of live.current()?.parts ?? []) {
      if (segment.size < GRAPH_FROM || graphs.has(segment)) continue;
      graphs.set(segment, await buildHnswGraph(segment.vectors, createTurns(signal)));
    }
  }

  const toHits = (state: IndexState, rows: ScoredRow[]): Hit[] =>
    rows.map(({ row, score }) => ({ passageId: state.passageId(row), score }));

  return {
    async searchLexical(query, limit, filters) {
      const state = await ready();
      return toHits(state, state.searchLexical(queryTerms(query), limit, filters));
    },
    async searchDense(vector, limit, filters) {
      const state = await ready();
      return toHits(state, state.searchDense(vector, limit, filters));
    },
    async getPassages(ids) {
      const found = source.getPassages(ids);
      const state = live.current();
      if (found.length < ids.length && state) {
        const foundIds = new Set(found.map((passage) => passage.id));
        const missing = ids.filter((id) => !foundIds.has(id));
        assertNoneLost(source, { version: state.version, has: (id) => state.rowOf(id) !== null }, missing);
      }
      return found;
    },
    async wordRarity(queryWords) {
      const { bm25 } = await ready();
      return queryWords.map((word) => bm25.rarity(wordTerm(word)));
    },
    async nearWords(word, limit) {
      // Looks at every word: a question full of misspelled ones shall not hold up others.
      await createTurns().next();
      return (await ready()).nearWords(word, limit);
    },
    async termShares(query, passageIds) {
      const { bm25, rowOf } = await ready();
      const counts = new Map<string, number>();
      for (const term of queryTerms(query)) counts.set(term, (counts.get(term) ?? 0) + 1);
      return passageIds.map((id) => {
        const row = rowOf(id);
        if (row === null) return [];
        return Array.from(counts, ([term, count]) => ({ term, score: count * bm25.impact(term, row) }));
      });
    },
    refresh: () => live.refresh(),
    async warmUp(signal = closing.signal) {
      await live.refresh();
      await live.settled();
      wantsGraphs = true;
      await buildGraphs(signal);
    },
    settled: () => live.settled(),
    close: () => closing.abort(),
  };
}
