import type { IndexedPassage, PassageSource } from "../../src/adapters/embedded/passage-source.js";

export interface ChangingSource extends PassageSource {
  /** Adds a document or replaces it. */
  put(documentId: string, passages: IndexedPassage[]): void;
  remove(documentId: string): void;
  /** Forgets what was changed: readers have to read everything again. */
  forgetChanges(): void;
  documents: ReadonlyMap<string, IndexedPassage[]>;
}

/** A source in memory that can be written to, with changes told as a store does. */
export function createChangingSource(id = "a source"): ChangingSource {
  const documents = new Map<string, IndexedPassage[]>();
  let changes: { version: number; documentId: string }[] = [];
  let version = 0;
  let known = 0;
  const changed = (documentId: string): void => void changes.push({ version: ++version, documentId });
  const sorted = (): [string, IndexedPassage[]][] => [...documents].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = (): IndexedPassage[] => sorted().flatMap(([, passages]) => passages);
  const find = (passageId: string) => all().find((passage) => passage.id === passageId);

  return {
    documents,
    id: () => id,
    version: () => version,
    allPassages: () => all(),
    changesSince(since) {
      if (since < known || since > version) return null;
      const documentIds = [...new Set(changes.filter((change) => change.version > since).map((c) => c.documentId))];
      const passages = all().filter((passage) => documentIds.includes(passage.documentId));
      return { version, documentIds, passages };
    },
    getPassages: (ids) => ids.flatMap((passageId) => find(passageId) ?? []),
    getVectors: (ids) => ids.map((passageId) => find(passageId)?.embedding ?? null),
    put(documentId, passages) {
      documents.set(documentId, passages);
      changed(documentId);
    },
    remove(documentId) {
      documents.delete(documentId);
      changed(documentId);
    },
    forgetChanges() {
      changes = [];
      known = ++version;
    },
  };
}
