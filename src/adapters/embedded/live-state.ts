import type { Bm25Parameters } from "./bm25.js";
import { createIndexState, type Graphs, type IndexState } from "./index-state.js";
import { mergeSegments } from "./merge-segments.js";
import { livingCount, nextMerge, type Part, withoutDocuments } from "./parts.js";
import type { PassageSource } from "./passage-source.js";
import type { FieldWeights } from "./postings.js";
import { buildSegment } from "./segment-builder.js";
import type { Segment } from "./segment.js";
import { createTurns, type Turns } from "./turns.js";

export interface LiveStateSettings {
  bm25: Bm25Parameters;
  fieldWeights: FieldWeights;
  dimension: number;
}

/** Where the whole of a version may be kept between starts. */
export interface SegmentCache {
  /** Null when there is none, or any doubt about it. */
  load(sourceVersion: number): Promise<{ segment: Segment; version: number } | null>;
  save(segment: Segment, version: number): Promise<void>;
}

export interface LiveStateSurroundings {
  graphs: Graphs;
  cache: SegmentCache;
  signal: AbortSignal;
  /** Called whenever a segment has come out of others. */
  onMerged?: () => void;
}

/** For sources that are in memory anyway. */
export const NO_CACHE: SegmentCache = { load: async () => null, save: async () => undefined };

export interface LiveState {
  /** The newest whole state, or null before the first one is ready. */
  current(): IndexState | null;
  /** Resolves when everything written before the call is in `current()`. */
  refresh(): Promise<void>;
  /** Resolves when parts are merged and saved as they should be. */
  settled(): Promise<void>;
}

/**
 * Follows the source: builds a state of all passages, then applies what was written since, in small turns and beside the
 * state that searches go on using. A change becomes a new part and makes rows of older parts die; parts are merged
 * afterwards, while further changes come in.
 */
export function createLiveState(
  source: PassageSource,
  { bm25, fieldWeights, dimension }: LiveStateSettings,
  { graphs, cache, signal, onMerged }: LiveStateSurroundings,
): LiveState {
  let state: IndexState | null = null;
  let updating: Promise<void> | null = null;
  let merging: Promise<void> = Promise.resolve();
  let isMerging = false;
  let saving: Promise<void> = Promise.resolve();
  /** Documents that were removed or replaced while parts are being merged: the merged part has yet to lose them. */
  let goneMeanwhile: string[] = [];

  const setState = (version: number, parts: readonly Part[]): void => {
    state = createIndexState(version, parts, bm25, graphs);
  };
  const save = (segment: Segment, version: number): void => {
    saving = saving.then(() => cache.save(segment, version));
  };

  async function start(): Promise<void> {
    const cached = await cache.load(source.version());
    if (cached) setState(cached.version, [{ segment: cached.segment, live: null }]);
    else await buildAll();
  }

  async function buildAll(): Promise<void> {
    // Read before the passages are: what is written in between is then applied once more, which changes nothing.
    const version = source.version();
    const segment = await buildSegment(source.allPassages(), dimension, fieldWeights, createTurns(signal));
    setState(version, segment.size > 0 ? [{ segment, live: null }] : []);
    save(segment, version);
  }

  async function update(): Promise<void> {
    if (!state) await start();
    while (state!.version !== source.version()) {
      const changes = source.changesSince(state!.version);
      if (!changes) await buildAll();
      else {
        const turns = createTurns(signal);
        const segment = await buildSegment(changes.passages, dimension, fieldWeights, turns);
        const old = state!.parts.map((part) => withoutDocuments(part, changes.documentIds));
        const parts = [...old, { segment, live: null }].filter((part) => livingCount(part) > 0);
        goneMeanwhile.push(...changes.documentIds);
        setState(changes.version, parts);
      }
    }
    if (!isMerging) {
      isMerging = true;
      merging = mergeParts().finally(() => (isMerging = false));
      // What is not merged is only slower; the next update tries again.
      merging = merging.catch(() => undefined);
    }
  }

  async function mergeParts(): Promise<void> {
    for (let range; (range = nextMerge(state!.parts));) {
      const { version, parts } = state!;
      const chosen = parts.slice(range.from, range.to);
      const isWhole = chosen.length === parts.length;
      goneMeanwhile = [];
      const segment = await mergeAll(chosen, createTurns(signal));
      const segments = new Set(chosen.map((part) => part.segment));
      const others = state!.parts.filter((part) => !segments.has(part.segment));
      // Built anew in the meantime: the parts are not those any more.
      if (others.length === state!.parts.length) continue;
      const before = others.filter((part) =>
        parts.slice(0, range.from).some(({ segment }) => segment === part.segment),
      );
      const merged = withoutDocuments({ segment, live: null }, goneMeanwhile);
      const result = [...before, merged, ...others.slice(before.length)];
      setState(
        state!.version,
        result.filter((part) => livingCount(part) > 0),
      );
      if (isWhole) save(segment, version);
      onMerged?.();
    }
  }

  async function mergeAll([first, ...rest]: readonly Part[], turns: Turns): Promise<Segment> {
    // From the small end: a row of the large first part is then copied once.
    let last = rest.pop() ?? { segment: await buildSegment([], dimension, fieldWeights, turns), live: null };
    for (const part of rest.reverse()) last = { segment: await mergeSegments(part, last, turns), live: null };
    return mergeSegments(first!, last, turns);
  }

  return {
    current: () => state,
    async refresh() {
      const wanted = source.version();
      // An update that was running may have ended just before the write.
      while (!state || state.version < wanted || (state.version > wanted && state.version > source.version())) {
        updating ??= update().finally(() => (updating = null));
        await updating;
      }
    },
    async settled() {
      await updating;
      await merging;
      await saving;
    },
  };
}
