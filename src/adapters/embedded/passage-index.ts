import type { Filters } from "../../domain/query.js";
import type { Hit, PassageIndex } from "../../ports/passage-index.js";
import { indexTerms } from "../../text/index-terms.js";
import { stem, words } from "../../text/tokens.js";
import { Bm25Index, type Bm25Parameters, type FieldWeights, type ScoredDocument } from "./bm25.js";
import { type FilterFields, filterFields, isUnfiltered, passesFilters } from "./filters.js";
import { assertNoneLost } from "./lost-passages.js";
import type { PassageSource } from "./passage-source.js";
import { createVectorIndex, type VectorIndex } from "./vector-index.js";

export interface EmbeddedIndexSettings {
  bm25: Bm25Parameters;
  /** Weights of title, headings and body. */
  fieldWeights: FieldWeights;
}

export interface EmbeddedIndex extends PassageIndex {
  /** Builds the vector graph of a large index in the background. */
  warmUp(signal?: AbortSignal): Promise<void>;
}

interface Caches {
  version: number;
  ids: string[];
  fields: FilterFields[];
  bm25: Bm25Index;
  vectors: VectorIndex;
}

/** BM25 and vectors in memory over stored passages. Both are caches: rebuilt as soon as the source has changed. */
export function createEmbeddedIndex(
  source: PassageSource,
  dimension: number,
  settings: EmbeddedIndexSettings,
): EmbeddedIndex {
  let caches: Caches | null = null;

  function current(): Caches {
    const version = source.version();
    if (caches?.version !== version) caches = build(version);
    return caches;
  }

  function build(version: number): Caches {
    const passages = [...source.allPassages()];
    const vectors = new Float32Array(passages.length * dimension);
    passages.forEach((passage, i) => vectors.set(passage.embedding, i * dimension));
    const documents = passages.map((passage) => ({
      fields: [indexTerms(passage.title), indexTerms(passage.headingPath.join(" ")), indexTerms(passage.text)],
    }));
    return {
      version,
      ids: passages.map((passage) => passage.id),
      fields: passages.map(filterFields),
      bm25: new Bm25Index(documents, settings.fieldWeights, settings.bm25),
      vectors: createVectorIndex(vectors, dimension),
    };
  }

  const toHits = ({ ids }: Caches, scored: ScoredDocument[]): Hit[] =>
    scored.map(({ document, score }) => ({ passageId: ids[document]!, score }));

  return {
    async searchLexical(query, limit, filters) {
      const index = current();
      return toHits(index, index.bm25.search(indexTerms(query), limit, acceptor(index, filters)));
    },
    async searchDense(vector, limit, filters) {
      const index = current();
      return toHits(index, index.vectors.search(vector, limit, acceptor(index, filters)));
    },
    async getPassages(ids) {
      const found = source.getPassages(ids);
      if (found.length < ids.length && caches) {
        const foundIds = new Set(found.map((passage) => passage.id));
        const known = new Set(caches.ids);
        const missing = ids.filter((id) => !foundIds.has(id));
        assertNoneLost(source, { version: caches.version, has: (id) => known.has(id) }, missing);
      }
      return found;
    },
    async wordRarity(queryWords) {
      const { bm25 } = current();
      return queryWords.map((word) => bm25.rarity(stem(words(word)[0] ?? "")));
    },
    async termShares(query, passageIds) {
      const { ids, bm25 } = current();
      const counts = new Map<string, number>();
      for (const term of indexTerms(query)) counts.set(term, (counts.get(term) ?? 0) + 1);
      const wanted = new Set(passageIds);
      const positions = new Map(ids.flatMap((id, position) => (wanted.has(id) ? [[id, position] as const] : [])));
      return passageIds.map((id) => {
        const position = positions.get(id);
        if (position === undefined) return [];
        return Array.from(counts, ([term, count]) => ({ term, score: count * bm25.impact(term, position) }));
      });
    },
    warmUp: (signal) => current().vectors.buildGraph(signal),
  };
}

function acceptor({ fields }: Caches, filters: Filters = {}): ((position: number) => boolean) | undefined {
  return isUnfiltered(filters) ? undefined : (position) => passesFilters(fields[position]!, filters);
}
