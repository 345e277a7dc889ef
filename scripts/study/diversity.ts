import { PROFILES } from "../../src/profiles.js";
import { searchChunks, SHIPPED_GRANULARITY } from "./chunk-searches.js";
import { documentsOf, sourceOf } from "./chunked.js";
import type { StudyCollection } from "./collections.js";
import { ordered } from "./fusions.js";
import { matchedScores, SHIPPED_LEXICAL } from "./shipped.js";
import type { StudyParts, Variant } from "./study.js";

const LAMBDAS = [0.95, 0.9, 0.8, 0.7, 0.5];
/** Best of the hybrid search that are put in another order. */
const DEPTH = 50;
const CAPS = [1, 2, 3, 4, 5];
const { maxEvidence, maxPassagesPerDocument } = PROFILES.balanced.ranking;

/** Maximal marginal relevance on the documents as they are. */
export function* mmrVariants(): Generator<Variant> {
  yield { label: "none", isShipped: true, rank: (search) => ordered(matchedScores(search)) };
  for (const lambda of LAMBDAS) {
    yield {
      label: `lambda ${lambda}`,
      rank: (search) => diversify(matchedScores(search), search.collection, lambda),
    };
  }
}

/**
 * What the evidence holds when a document, or one of Chroma's five files, may have only so many passages in it: documents
 * that none of the passages is from do not count as found. The same for maximal marginal relevance.
 */
export function* capVariants({ models }: StudyParts): Generator<Variant> {
  for (const maxWords of [200, 100]) {
    const granularity = { ...SHIPPED_GRANULARITY, chunk: { ...SHIPPED_GRANULARITY.chunk, maxWords } };
    const variant = (
      label: string,
      select: (scores: Map<number, number>, chunks: StudyCollection) => number[],
      isShipped = false,
    ): Variant => ({
      label: `${maxWords} words, ${label}`,
      isShipped,
      async rank(search) {
        const found = await searchChunks(search, granularity, models.embedder, SHIPPED_LEXICAL);
        const selected = select(matchedScores(found.search), found.search.collection);
        return documentsOf(selected.slice(0, maxEvidence), found.owners);
      },
    });
    yield variant("no cap", ordered);
    for (const cap of CAPS) {
      const select = (scores: Map<number, number>, { documents }: StudyCollection): number[] =>
        capPerSource(ordered(scores), (position) => sourceOf(documents[position]!.id), cap);
      yield variant(
        `at most ${cap}`,
        select,
        cap === maxPassagesPerDocument && maxWords === SHIPPED_GRANULARITY.chunk.maxWords,
      );
    }
    for (const lambda of LAMBDAS) {
      yield variant(`no cap, lambda ${lambda}`, (scores, chunks) => diversify(scores, chunks, lambda));
    }
  }
}

function diversify(scores: Map<number, number>, { vectors, queryVectors }: StudyCollection, lambda: number): number[] {
  const dimension = queryVectors[0]!.length;
  const positions = ordered(scores);
  const similarity = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < dimension; i++) sum += vectors[a * dimension + i]! * vectors[b * dimension + i]!;
    return sum;
  };
  const head = new Map(positions.slice(0, DEPTH).map((position) => [position, scores.get(position)!]));
  return [...selectDiverse(head, similarity, lambda), ...positions.slice(DEPTH)];
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): always the next that is best by `lambda` times its score less
 * `1 - lambda` times its similarity to the most similar one before it.
 */
export function selectDiverse(
  scores: ReadonlyMap<number, number>,
  similarity: (a: number, b: number) => number,
  lambda: number,
): number[] {
  const left = new Map(scores);
  const nearest = new Map<number, number>();
  const selected: number[] = [];
  while (left.size > 0) {
    const marginal = new Map(
      Array.from(left, ([position, score]) => [position, lambda * score - (1 - lambda) * (nearest.get(position) ?? 0)]),
    );
    const [next] = ordered(marginal);
    selected.push(next!);
    left.delete(next!);
    for (const position of left.keys())
      nearest.set(position, Math.max(nearest.get(position) ?? -1, similarity(next!, position)));
  }
  return selected;
}

/** Positions without what goes beyond `cap` of one source. Order is kept. */
export function capPerSource(
  positions: readonly number[],
  sourceAt: (position: number) => string,
  cap: number,
): number[] {
  const counts = new Map<string, number>();
  return positions.filter((position) => {
    const count = (counts.get(sourceAt(position)) ?? 0) + 1;
    counts.set(sourceAt(position), count);
    return count <= cap;
  });
}
