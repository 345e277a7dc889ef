import type { IndexedPassage, PassageSource } from "./passage-source.js";

/** Passages of a fixed list, for evaluation on collections that are never stored. */
export function createMemorySource(passages: IndexedPassage[]): PassageSource {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  return {
    version: () => 0,
    allPassages: () => passages,
    changesSince: () => ({ version: 0, documentIds: [], passages: [] }),
    getPassages: (ids) => ids.flatMap((id) => byId.get(id) ?? []),
    getVectors: (ids) => ids.map((id) => byId.get(id)?.embedding ?? null),
  };
}
