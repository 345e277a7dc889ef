import type { TermMatch } from "../../src/domain/term-match.js";
import { createTermMatcher } from "../../src/ranking/term-match.js";
import { stem } from "../../src/text/tokens.js";
import { inverseDocumentFrequency } from "../../src/adapters/embedded/bm25.js";
import type { StudyCollection } from "./collections.js";
import { bestPositions, countTerms, indexLexically, type LexicalSettings, scoreLexically } from "./lexical.js";

/** One document that an arm found, with all that a ranking may use. */
export interface StudyCandidate {
  position: number;
  bm25: number;
  cosine: number;
  match: TermMatch;
}

/** One query over its collection: scores of every document in both arms, and the candidates of the first 1,000 of each. */
export interface Search {
  collection: StudyCollection;
  query: StudyCollection["queries"][number];
  bm25: Float64Array;
  cosine: Float64Array;
  byBm25: number[];
  byCosine: number[];
  /** Terms and pairs measured only for the first `matched` of either arm. */
  candidates: Map<number, StudyCandidate>;
}

const DEPTH = 1_000;
const MATCHED = 200;

/** @param matched hits of either arm whose terms are matched */
export async function searchAll(
  collection: StudyCollection,
  lexical: LexicalSettings,
  matched = MATCHED,
): Promise<Search[]> {
  const index = indexLexically(collection, lexical.analyse);
  const rarityOf = (word: string): number | null => {
    const frequency = index.postings.get(stem(word))?.length;
    return frequency === undefined ? null : inverseDocumentFrequency(index.documentCount, frequency);
  };
  const searches: Search[] = [];
  for (const [i, query] of collection.queries.entries()) {
    const bm25 = scoreLexically(index, countTerms(lexical.analyse(query.text)), lexical);
    const cosine = cosines(collection.vectors, collection.queryVectors[i]!);
    const byBm25 = bestPositions(bm25, DEPTH);
    const byCosine = bestPositions(cosine, DEPTH);
    const measure = await createTermMatcher(query.text, { wordRarity: async (words) => words.map(rarityOf) });
    const found = new Set([...byBm25.slice(0, matched), ...byCosine.slice(0, matched)]);
    const candidates = new Map(
      Array.from(found, (position) => {
        const { title, text } = collection.documents[position]!;
        const match = measure({ title, text, headingPath: [] });
        return [position, { position, bm25: bm25[position]!, cosine: cosine[position]!, match }];
      }),
    );
    searches.push({ collection, query, bm25, cosine, byBm25, byCosine, candidates });
  }
  return searches;
}

export function cosines(vectors: Float32Array, query: Float32Array): Float64Array {
  const dimension = query.length;
  const result = new Float64Array(vectors.length / dimension);
  for (let document = 0, offset = 0; document < result.length; document++, offset += dimension) {
    let sum = 0;
    for (let i = 0; i < dimension; i++) sum += vectors[offset + i]! * query[i]!;
    result[document] = sum;
  }
  return result;
}
