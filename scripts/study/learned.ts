import { type Example, fitLogistic } from "../../eval/statistics/logistic-regression.js";
import { minMax } from "../../src/domain/min-max.js";
import { fuseSearch, ordered } from "./fusions.js";
import type { Search } from "./searches.js";
import { SHIPPED_FUSION } from "./shipped.js";
import type { StudyParts, Variant } from "./study.js";

const NEGATIVES = 20;
const POSITIVES = 10;

type Features = (search: Search) => Map<number, number[]>;

const FEATURES: Record<string, Features> = {
  "BM25, cosine": (search) => features(search, ({ bm25, cosine }) => [bm25, cosine]),
  "BM25, cosine, coverage, phrases": (search) =>
    features(search, ({ bm25, cosine, coverage, phrase }) => [bm25, cosine, coverage, phrase]),
};

/**
 * A learned blend (logistic regression on pairs of a relevant and a better-placed irrelevant candidate), always fitted on
 * the other collections than the one it ranks, so that no figure is of its own training queries.
 */
export function* learnedVariants({ collections, shipped }: StudyParts): Generator<Variant> {
  for (const [label, featuresOf] of Object.entries(FEATURES)) {
    const weights = new Map(
      collections.map((held) => {
        // The pool holds the held collection's queries too.
        const training = shipped.filter((_, i) => collections[i] !== held && collections[i]!.name !== "pool");
        return [held, fitLogistic(training.flatMap((searches) => pairs(searches, featuresOf))).weights];
      }),
    );
    yield {
      label: `fitted on the other collections: ${label}`,
      rank(search) {
        const fitted = weights.get(search.collection)!;
        const scores = Array.from(featuresOf(search), ([position, values]): [number, number] => [
          position,
          values.reduce((sum, value, i) => sum + value * fitted[i]!, 0),
        ]);
        return ordered(new Map(scores));
      },
    };
  }
}

/** Differences of features, each collection with the same weight in all. */
function pairs(searches: Search[], featuresOf: Features): Example[] {
  const examples = searches.flatMap((search) => {
    const values = featuresOf(search);
    const order = ordered(fuseSearch(search, SHIPPED_FUSION)).filter((position) => values.has(position));
    const isRelevant = (position: number): boolean =>
      (search.query.relevance.get(search.collection.documents[position]!.id) ?? 0) > 0;
    const positives = order.filter(isRelevant).slice(0, POSITIVES);
    const negatives = order.filter((position) => !isRelevant(position)).slice(0, NEGATIVES);
    return positives.flatMap((positive) =>
      negatives.flatMap((negative): Example[] => {
        const difference = values.get(positive)!.map((value, i) => value - values.get(negative)![i]!);
        const weight = 1 / (positives.length * negatives.length * searches.length);
        return [
          { features: difference, label: true, weight },
          { features: difference.map((value) => -value), label: false, weight },
        ];
      }),
    );
  });
  return examples;
}

/** Raw scores scaled within the query, as fusion does. */
function features(
  search: Search,
  pick: (candidate: { bm25: number; cosine: number; coverage: number; phrase: number }) => number[],
): Map<number, number[]> {
  const candidates = [...search.candidates.values()];
  const bm25 = minMax(candidates.map((candidate) => candidate.bm25));
  const cosine = minMax(candidates.map((candidate) => candidate.cosine));
  return new Map(
    candidates.map(({ position, match }, i) => [
      position,
      pick({ bm25: bm25[i]!, cosine: cosine[i]!, coverage: match.coverage ?? 0, phrase: match.phrase ?? 0 }),
    ]),
  );
}
