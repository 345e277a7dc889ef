import { stem, words } from "../../src/text/tokens.js";
import { STOP_WORDS } from "../../src/text/stop-words.js";
import type { StudyCollection } from "./collections.js";
import { capVariants, mmrVariants } from "./diversity.js";
import { createExpansion, moveQuery } from "./feedback.js";
import { fuseSearch, ordered } from "./fusions.js";
import { CHUNKED, chunkVariants, HEADED, headingVariants, TITLED, titleVariants } from "./granularity.js";
import { learnedVariants } from "./learned.js";
import {
  bestPositions,
  countTerms,
  indexLexically,
  type LexicalIndex,
  type LexicalSettings,
  scoreLexically,
} from "./lexical.js";
import { neighbourVariants } from "./neighbours.js";
import { rerankVariants } from "./rerankings.js";
import type { Search } from "./searches.js";
import { matchedScores, SHIPPED_FUSION, SHIPPED_LEXICAL, SHIPPED_TERMS } from "./shipped.js";
import type { Study, StudyParts, Variant } from "./study.js";

/** What is varied, in the order of the table. */
export const STUDIES: Study[] = [
  { name: "arms", variants: armVariants },
  { name: "bm25", variants: bm25Variants },
  { name: "fusion", variants: fusionVariants },
  { name: "terms", variants: termVariants },
  { name: "cross-encoder", variants: rerankVariants },
  { name: "feedback", variants: feedbackVariants },
  { name: "learned", variants: learnedVariants },
  { name: "titles", collections: TITLED, variants: titleVariants },
  { name: "headings", collections: HEADED, variants: headingVariants },
  { name: "chunks", collections: CHUNKED, variants: chunkVariants },
  { name: "neighbours", collections: CHUNKED, variants: neighbourVariants },
  { name: "mmr", variants: mmrVariants },
  { name: "caps", collections: CHUNKED, variants: capVariants },
];

function* armVariants(): Generator<Variant> {
  yield { label: "BM25", rank: ({ byBm25 }) => byBm25 };
  yield { label: "vectors", rank: ({ byCosine }) => byCosine };
  yield { label: "fused", rank: (search) => ordered(fuseSearch(search, SHIPPED_FUSION)) };
  yield { label: "hybrid: fused, terms matched", isShipped: true, rank: (search) => ordered(matchedScores(search)) };
}

function* bm25Variants(): Generator<Variant> {
  const plain = (text: string): string[] => words(text).filter((word) => !STOP_WORDS.has(word));
  const change = (label: string, changed: Partial<LexicalSettings>): Variant => {
    const settings = { ...SHIPPED_LEXICAL, ...changed };
    const indexes = new Map<StudyCollection, LexicalIndex>();
    return {
      label,
      rank({ collection, query }) {
        let index = indexes.get(collection);
        if (!index) indexes.set(collection, (index = indexLexically(collection, settings.analyse)));
        return bestPositions(scoreLexically(index, countTerms(settings.analyse(query.text)), settings), 100);
      },
    };
  };
  const { k1, b, titleWeight } = SHIPPED_LEXICAL;
  yield { ...change(`k1 ${k1}, b ${b}, title ${titleWeight}`, {}), isShipped: true };
  for (const titleWeight of [0, 1, 2, 4, 5]) yield change(`title ${titleWeight}`, { titleWeight });
  for (const k1 of [0.9, 1.6, 2]) yield change(`k1 ${k1}`, { k1 });
  for (const b of [0.4, 0.6, 0.9]) yield change(`b ${b}`, { b });
  yield change("no stop words left out", { analyse: (text) => words(text).map(stem) });
  yield change("no stemming", { analyse: plain });
  yield change("identifiers not whole", { analyse: (text) => plain(text).map(stem) });
}

function* fusionVariants(): Generator<Variant> {
  for (const method of ["min-max", "z-score", "reciprocal-rank"] as const) {
    for (const denseWeight of [0.4, 0.45, 0.5, 0.55, 0.6, 0.7]) {
      for (const depth of [100, 200, 300]) {
        // Depth moves little: tried beside the shipped weight only.
        if (depth !== SHIPPED_FUSION.depth && denseWeight !== SHIPPED_FUSION.denseWeight) continue;
        const variant = { method, denseWeight, depth };
        yield {
          label: `${method}, vectors ${denseWeight}, depth ${depth}`,
          isShipped: JSON.stringify(variant) === JSON.stringify(SHIPPED_FUSION),
          rank: (search) => ordered(fuseSearch(search, variant)),
        };
      }
    }
  }
}

function* termVariants(): Generator<Variant> {
  for (const coverageWeight of [0, 0.1, 0.2]) {
    for (const phraseWeight of [0, 0.1, 0.2, 0.3]) {
      const weights = { ...SHIPPED_TERMS, coverageWeight, phraseWeight };
      yield {
        label: `coverage ${coverageWeight}, phrases ${phraseWeight}`,
        isShipped: JSON.stringify(weights) === JSON.stringify(SHIPPED_TERMS),
        rank: (search) => ordered(matchedScores(search, weights)),
      };
    }
  }
  yield {
    label: "BM25 alone with coverage .1, phrases .2",
    rank: (search) => ordered(matchedScores(search, SHIPPED_TERMS, { ...SHIPPED_FUSION, denseWeight: 0 })),
  };
}

/** Pseudo-relevance feedback, from the best of the hybrid search. */
function* feedbackVariants({ collections }: StudyParts): Generator<Variant> {
  const rankAgain = (search: Search, changed: Partial<Pick<Search, "bm25" | "cosine">>): number[] => {
    const again = { ...search, ...changed };
    if (changed.bm25) again.byBm25 = bestPositions(changed.bm25, 100);
    if (changed.cosine) again.byCosine = bestPositions(changed.cosine, 100);
    return ordered(matchedScores(again));
  };
  for (const count of [3, 10]) {
    for (const share of [0.2, 0.5]) {
      yield {
        label: `Rocchio, ${count} documents, share ${share}`,
        rank(search) {
          const best = ordered(matchedScores(search)).slice(0, count);
          const vector = search.collection.queryVectors[search.collection.queries.indexOf(search.query)]!;
          return rankAgain(search, { cosine: moveQuery(search, vector, best, share) });
        },
      };
    }
  }
  const expansions = new Map(
    collections.map((collection) => [collection, createExpansion({ collection }, SHIPPED_LEXICAL)]),
  );
  for (const share of [0.1, 0.3]) {
    yield {
      label: `RM3, 10 documents, 20 terms, share ${share}`,
      rank(search) {
        const best = ordered(matchedScores(search)).slice(0, 10);
        return rankAgain(search, { bm25: expansions.get(search.collection)!(search.query.text, best, 20, share) });
      },
    };
  }
}
