export type ResolvedDocument =
  { status: "found"; documentId: string } | { status: "not-indexed" | "ambiguous"; nearest: string[] };

/** Suggestions for a name that fits no document, or several. */
const MAX_NEAREST = 3;
/** Similarity below which a name is no suggestion. */
const MIN_SIMILARITY = 0.5;

/** The document of that id; or the only one whose id ends so, at a folder's border if it can be. Case counts. */
export function resolveDocument(asked: string, documentIds: readonly string[]): ResolvedDocument {
  const ends = [
    documentIds.filter((id) => id === asked),
    documentIds.filter((id) => id.endsWith(`/${asked}`)),
    documentIds.filter((id) => id.endsWith(asked)),
  ];
  const fitting = asked === "" ? [] : (ends.find((ids) => ids.length > 0) ?? []);
  if (fitting.length === 1) return { status: "found", documentId: fitting[0]! };
  if (fitting.length > 1) return { status: "ambiguous", nearest: fitting.slice(0, MAX_NEAREST) };
  return { status: "not-indexed", nearest: nearestIds(asked, documentIds) };
}

function nearestIds(asked: string, documentIds: readonly string[]): string[] {
  return documentIds
    .map((id) => ({ id, similarity: similarity(fileName(asked), fileName(id)) }))
    .filter(({ similarity }) => similarity >= MIN_SIMILARITY)
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_NEAREST)
    .map(({ id }) => id);
}

/** Without folders and extension: what many ids share makes none of them near. */
function fileName(id: string): string {
  return id
    .replace(/^.*\//, "")
    .replace(/\.[^.]*$/, "")
    .toLowerCase();
}

/** 1 less the edits that turn one into the other (Levenshtein, 1966), as a share of the longer: 0..1. */
function similarity(a: string, b: string): number {
  let distances = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = distances[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, distances[j]! + 1, next[j - 1]! + 1));
    }
    distances = next;
  }
  return 1 - distances[b.length]! / Math.max(1, a.length, b.length);
}
