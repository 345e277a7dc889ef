import MiniSearch, { type Options } from "minisearch";
import { carefulTerm } from "./careful-terms.js";
import { type ComparedPassage, type Engine, LIMIT } from "./engine.js";

/**
 * MiniSearch (lexical, in memory), twice. "MiniSearch" is what its README shows: the fields, nothing else; prefix and
 * fuzzy matching are off by default and stay off, as they are for finding while one types. "MiniSearch, tuned" is what
 * a careful user makes of it through documented options: stop words left out and words stemmed (`processTerm`), the
 * title weighted (`boost`), and BM25+ made BM25 (`d`). The numbers are those of the grid in settings.ts with the best
 * mean over the collections.
 */

interface Indexed {
  id: string;
  title: string;
  headings: string;
  text: string;
}

const FIELDS = ["title", "headings", "text"];

export const TUNED: Partial<Options<Indexed>> = {
  processTerm: carefulTerm,
  searchOptions: { boost: { title: 1.5 }, bm25: { k: 1.2, b: 0.75, d: 0 } },
};

export const createMiniSearch = (name: string, options: Partial<Options<Indexed>> = {}): Engine => ({
  name,
  packages: ["minisearch"],
  async build(passages) {
    const index = new MiniSearch<Indexed>({ fields: FIELDS, ...options });
    index.addAll(passages.map(toIndexed));
    return {
      async searchLexical({ text }) {
        const hits = index.search(text);
        return () => hits.slice(0, LIMIT).map(({ id }) => id as string);
      },
      close: async () => undefined,
    };
  },
});

function toIndexed({ id, title, headingPath, text }: ComparedPassage): Indexed {
  return { id, title, headings: headingPath.join(" "), text };
}

export const miniSearch = createMiniSearch("MiniSearch");
export const miniSearchTuned = createMiniSearch("MiniSearch, tuned", TUNED);
