import { searchChunks, SHIPPED_GRANULARITY } from "./chunk-searches.js";
import { documentsOf, sourceOf } from "./chunked.js";
import { ordered } from "./fusions.js";
import { matchedScores, SHIPPED_LEXICAL } from "./shipped.js";
import type { StudyParts, Variant } from "./study.js";

const SIZES = [200, 100];
const WEIGHTS = [0.1, 0.2, 0.3];

/** How the scores of the chunks before and after become one. */
const COMBINATIONS: Record<string, (scores: number[]) => number> = {
  mean: (scores) => scores.reduce((sum, score) => sum + score, 0) / scores.length,
  best: (scores) => Math.max(...scores),
};

/** Chunks scored with their neighbours in the text. */
export function* neighbourVariants({ models }: StudyParts): Generator<Variant> {
  const { chunk } = SHIPPED_GRANULARITY;
  for (const maxWords of SIZES) {
    const variant = (label: string, combination: string, weight: number): Variant => ({
      label: `${maxWords} words, ${label}`,
      isShipped: maxWords === chunk.maxWords && weight === 0,
      async rank(search) {
        const granularity = { ...SHIPPED_GRANULARITY, chunk: { ...chunk, maxWords } };
        const found = await searchChunks(search, granularity, models.embedder, SHIPPED_LEXICAL);
        const sources = found.search.collection.documents.map(({ id }) => sourceOf(id));
        const scores = blendNeighbours(matchedScores(found.search), sources, COMBINATIONS[combination]!, weight);
        return documentsOf(ordered(scores), found.owners);
      },
    });
    yield variant("none", "mean", 0);
    for (const combination of Object.keys(COMBINATIONS)) {
      for (const weight of WEIGHTS) yield variant(`${combination} of neighbours ${weight}`, combination, weight);
    }
  }
}

/**
 * Scores with a share of those of the chunks right before and after in the same source. A neighbour that was not found
 * counts 0; a chunk that is all of its source keeps its score.
 * @param sources of every chunk, in the order of the text
 */
export function blendNeighbours(
  scores: ReadonlyMap<number, number>,
  sources: readonly string[],
  combine: (scores: number[]) => number,
  weight: number,
): Map<number, number> {
  return new Map(
    Array.from(scores, ([position, score]) => {
      const neighbours = [position - 1, position + 1].filter((other) => sources[other] === sources[position]);
      if (neighbours.length === 0) return [position, score];
      const around = combine(neighbours.map((other) => scores.get(other) ?? 0));
      return [position, (1 - weight) * score + weight * around];
    }),
  );
}
