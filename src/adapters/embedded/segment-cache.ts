import { analysisFingerprint } from "./analysis.js";
import type { SegmentCache } from "./live-state.js";
import type { PassageSource } from "./passage-source.js";
import type { FieldWeights } from "./postings.js";
import { readSnapshot, type SnapshotKey, writeSnapshot } from "./snapshot.js";

/** Below this many passages an index is built faster than anybody notices, and a file would only be one more. */
export const MIN_CACHED_PASSAGES = 2_000;

export function snapshotKey(
  source: PassageSource,
  {
    embeddingModel,
    dimension,
    fieldWeights,
  }: { embeddingModel: string; dimension: number; fieldWeights: FieldWeights },
): SnapshotKey {
  const fingerprint = analysisFingerprint(fieldWeights);
  return { fingerprint, embeddingModel, dimension, storeId: source.id?.() ?? "" };
}

/** Keeps the index in a file. That it cannot be written (a full disk, a read-only folder) makes starts slower and nothing else. */
export function createSegmentCache(path: string, key: SnapshotKey, minPassages = MIN_CACHED_PASSAGES): SegmentCache {
  return {
    async load(sourceVersion) {
      const snapshot = await readSnapshot(path, key);
      return snapshot.status === "read" && snapshot.version <= sourceVersion ? snapshot : null;
    },
    async save(segment, version) {
      if (segment.size >= minPassages) await writeSnapshot(path, segment, version, key).catch(() => undefined);
    },
  };
}
