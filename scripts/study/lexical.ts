import { inverseDocumentFrequency, termSaturation } from "../../src/adapters/embedded/bm25.js";
import type { StudyCollection } from "./collections.js";

export type Analyser = (text: string) => string[];

export interface LexicalSettings {
  analyse: Analyser;
  k1: number;
  b: number;
  titleWeight: number;
}

/** Term frequencies of a collection by term, document and field: what every variant of BM25 is computed from. */
export interface LexicalIndex {
  analyse: Analyser;
  documentCount: number;
  titleLengths: Uint32Array;
  bodyLengths: Uint32Array;
  postings: Map<string, { document: number; title: number; body: number }[]>;
}

export function indexLexically({ documents }: StudyCollection, analyse: Analyser): LexicalIndex {
  const postings: LexicalIndex["postings"] = new Map();
  const titleLengths = new Uint32Array(documents.length);
  const bodyLengths = new Uint32Array(documents.length);
  documents.forEach(({ title, text }, document) => {
    const counts = new Map<string, { document: number; title: number; body: number }>();
    const count = (field: "title" | "body", terms: string[]): number => {
      for (const term of terms) {
        const posting = counts.get(term) ?? { document, title: 0, body: 0 };
        posting[field]++;
        counts.set(term, posting);
      }
      return terms.length;
    };
    titleLengths[document] = count("title", analyse(title));
    bodyLengths[document] = count("body", analyse(text));
    for (const [term, posting] of counts) {
      const list = postings.get(term);
      if (list) list.push(posting);
      else postings.set(term, [posting]);
    }
  });
  return { analyse, documentCount: documents.length, titleLengths, bodyLengths, postings };
}

/** BM25 score of every document for query terms with weights; the formula is that of the product. */
export function scoreLexically(
  index: LexicalIndex,
  query: ReadonlyMap<string, number>,
  { k1, b, titleWeight }: Pick<LexicalSettings, "k1" | "b" | "titleWeight">,
): Float64Array {
  const { documentCount, titleLengths, bodyLengths, postings } = index;
  const lengths = Float64Array.from(bodyLengths, (length, i) => length + titleWeight * titleLengths[i]!);
  const average = lengths.reduce((sum, length) => sum + length, 0) / documentCount || 1;
  const scores = new Float64Array(documentCount);
  for (const [term, weight] of query) {
    const list = postings.get(term) ?? [];
    const idf = inverseDocumentFrequency(documentCount, list.length);
    for (const { document, title, body } of list) {
      const frequency = titleWeight * title + body;
      if (frequency === 0) continue;
      scores[document]! += weight * idf * termSaturation(frequency, lengths[document]! / average, { k1, b });
    }
  }
  return scores;
}

export function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** Positions of the `limit` highest scores above 0, best first. */
export function bestPositions(scores: Float64Array, limit: number): number[] {
  const positions = [...scores.keys()].filter((position) => scores[position]! > 0);
  return positions.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, limit);
}
