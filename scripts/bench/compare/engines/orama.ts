import { create, insertMultiple, search, type SearchParams } from "@orama/orama";
import { stemmer } from "@orama/stemmers/english";
import { pluginQPS } from "@orama/plugin-qps";
import { ENGLISH_STOP_WORDS } from "./careful-terms.js";
import { type ComparedPassage, type Engine, LIMIT } from "./engine.js";

/**
 * Orama (full text, vectors and both, in memory). Set up as its documentation advises for quality: its English stemmer
 * and stop words in the tokenizer, a tolerance of 0 and the threshold of 1 (a passage need not hold every word).
 * `exact` stays off, although words then match by their beginnings: on, it drops every passage that does not hold all
 * words of the question as they are written. Sorting by field, which nobody asks for here, is off: it only takes memory.
 *
 * The numbers are from the grid in settings.ts. Hybrid weights of .5 and .5, its default, have a mean nDCG@10 of .728
 * over the collections there, .1 and .9 of .800. `similarity`, the cosine below which a passage is no vector hit, is .8
 * by default, at which most right passages of this embedding model are dropped (.687); .5 does as well as 0 and leaves
 * less to sort. The plugin QPS instead of BM25 is no better on the whole (lexical .661 to .660, hybrid .713 to .728).
 */

export interface OramaSettings {
  stemming: boolean;
  stopWords: boolean;
  /** Ranks words with the plugin QPS instead of BM25. */
  qps: boolean;
  boost: { title: number };
  relevance: { k: number; b: number; d: number };
  similarity: number;
  hybridWeights: { text: number; vector: number };
}

export const TUNED: OramaSettings = {
  stemming: true,
  stopWords: true,
  qps: false,
  boost: { title: 1 },
  relevance: { k: 1.2, b: 0.75, d: 0.5 },
  similarity: 0.5,
  hybridWeights: { text: 0.1, vector: 0.9 },
};

export const createOrama = (name: string, settings: OramaSettings = TUNED): Engine => ({
  name,
  packages: ["@orama/orama"],
  async build(passages, vectors) {
    const { similarity, hybridWeights, boost, relevance } = settings;
    const lexical = { boost, relevance };
    const database = createDatabase(vectors[0]?.length ?? 1, settings);
    await insertMultiple(database, toDocuments(passages, vectors));

    const find = async (params: SearchParams<typeof database>): Promise<() => string[]> => {
      const { hits } = await search(database, { ...params, limit: LIMIT });
      return () => hits.map(({ id }) => id);
    };
    const vectorOf = (vector: Float32Array) => ({ value: vector as unknown as number[], property: "embedding" });
    return {
      searchLexical: ({ text }) => find({ term: text, ...lexical }),
      searchDense: ({ vector }) => find({ mode: "vector", vector: vectorOf(vector), similarity }),
      searchHybrid: ({ text, vector }) =>
        find({ mode: "hybrid", term: text, vector: vectorOf(vector), similarity, hybridWeights, ...lexical }),
      close: async () => undefined,
    };
  },
});

function createDatabase(dimension: number, { stemming, qps, ...settings }: OramaSettings) {
  const stopWords = settings.stopWords ? ENGLISH_STOP_WORDS : [];
  return create({
    schema: { title: "string", headings: "string", text: "string", embedding: `vector[${dimension}]` } as const,
    sort: { enabled: false },
    plugins: qps ? [pluginQPS()] : [],
    components: { tokenizer: { language: "english", stemming, stemmer, stopWords } },
  });
}

/** With vectors as plain arrays: its check of documents knows no others. Apart, so that no search holds on to these. */
function toDocuments(passages: readonly ComparedPassage[], vectors: readonly Float32Array[]) {
  return passages.map(({ id, title, headingPath, text }, i) => {
    return { id, title, headings: headingPath.join(" "), text, embedding: Array.from(vectors[i]!) };
  });
}

export const orama = createOrama("Orama");
