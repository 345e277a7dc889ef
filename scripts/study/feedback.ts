import { countTerms, indexLexically, type LexicalIndex, type LexicalSettings, scoreLexically } from "./lexical.js";
import { cosines, type Search } from "./searches.js";

/**
 * Rocchio (1971) on vectors: the query moved towards the mean of the best documents of a first search.
 * @param share of the mean in the sum
 */
export function moveQuery(search: Search, queryVector: Float32Array, best: number[], share: number): Float64Array {
  const dimension = queryVector.length;
  const moved = Float32Array.from(queryVector);
  for (const position of best) {
    for (let i = 0; i < dimension; i++) {
      moved[i]! += (share / best.length) * search.collection.vectors[position * dimension + i]!;
    }
  }
  return cosines(search.collection.vectors, moved);
}

/** RM3 (Abdul-Jaleel et al., 2004): the query with the most telling terms of the best documents added, with `share` of the weight. */
export function createExpansion(search: Pick<Search, "collection">, lexical: LexicalSettings) {
  const index: LexicalIndex = indexLexically(search.collection, lexical.analyse);
  return function expand(question: string, best: number[], termCount: number, share: number): Float64Array {
    const query = countTerms(lexical.analyse(question));
    const queryLength = [...query.values()].reduce((sum, count) => sum + count, 0) || 1;
    const weights = new Map<string, number>();
    for (const position of best) {
      const { title, text } = search.collection.documents[position]!;
      const terms = [...lexical.analyse(title), ...lexical.analyse(text)];
      for (const [term, count] of countTerms(terms)) {
        const rarity = Math.log(index.documentCount / index.postings.get(term)!.length);
        weights.set(term, (weights.get(term) ?? 0) + (count / terms.length) * rarity);
      }
    }
    const added = [...weights].sort((a, b) => b[1] - a[1]).slice(0, termCount);
    const total = added.reduce((sum, [, weight]) => sum + weight, 0) || 1;
    const expanded = new Map(Array.from(query, ([term, count]) => [term, ((1 - share) * count) / queryLength]));
    for (const [term, weight] of added) expanded.set(term, (expanded.get(term) ?? 0) + (share * weight) / total);
    return scoreLexically(index, expanded, lexical);
  };
}
