/**
 * BM25 over weighted fields, held in typed arrays.
 *
 * Fields are combined before scoring, as in Robertson, Zaragoza and Taylor (2004), "Simple BM25 extension to multiple
 * weighted fields": a term's frequency is the weighted sum of its frequencies in the fields, a document's length the
 * weighted sum of their lengths. With all weights 1 this is plain BM25 on the concatenated fields.
 *
 * Everything but the query is known when the index is built, so each posting stores its finished score ("impact"), and
 * a search only adds numbers. The lists of all terms lie behind one another: those of term `t` are
 * `documents[starts[t] .. starts[t + 1])`, with `impacts` alongside.
 */

export interface Bm25Parameters {
  /** Saturation of repeated terms, 0..3: 0 counts presence only. Default 1.2. */
  k1: number;
  /** Length normalisation, 0..1: 0 ignores length. Default 0.75. */
  b: number;
}

/** Weight of each field, in the order of a document's `fields`. */
export type FieldWeights = readonly number[];

export interface IndexedDocument {
  /** Index terms by field, in order and with repeats. */
  fields: readonly (readonly string[])[];
}

export interface ScoredDocument {
  /** Position of the document in the order it was added. */
  document: number;
  score: number;
}

/** ln(1 + (N - n + .5) / (n + .5)): Robertson and Spärck Jones, kept positive as in Lucene. */
export function inverseDocumentFrequency(documentCount: number, documentFrequency: number): number {
  return Math.log(1 + (documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** tf (k1 + 1) / (tf + k1 (1 - b + b length / averageLength)): Robertson and Zaragoza (2009), equation 3.15. */
export function termSaturation(tf: number, relativeLength: number, { k1, b }: Bm25Parameters): number {
  return (tf * (k1 + 1)) / (tf + k1 * (1 - b + b * relativeLength));
}

export class Bm25Index {
  readonly documentCount: number;
  private readonly termIds = new Map<string, number>();
  private readonly starts: Uint32Array;
  private readonly documents: Uint32Array;
  private readonly impacts: Float32Array;
  private readonly idf: Float64Array;
  /** Scores of the running search by document; all zero between searches. */
  private readonly accumulators: Float64Array;

  constructor(
    documents: readonly IndexedDocument[],
    weights: FieldWeights,
    parameters: Bm25Parameters = { k1: 1.2, b: 0.75 },
  ) {
    this.documentCount = documents.length;
    const postings: { documents: number[]; frequencies: number[] }[] = [];
    const lengths = new Float64Array(documents.length);
    let totalLength = 0;
    let postingCount = 0;

    documents.forEach(({ fields }, document) => {
      const frequencies = new Map<string, number>();
      fields.forEach((terms, field) => {
        const weight = weights[field] ?? 1;
        if (weight <= 0) return;
        lengths[document]! += weight * terms.length;
        for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
      });
      totalLength += lengths[document]!;
      postingCount += frequencies.size;
      for (const [term, frequency] of frequencies) {
        let id = this.termIds.get(term);
        if (id === undefined) {
          id = postings.length;
          this.termIds.set(term, id);
          postings.push({ documents: [], frequencies: [] });
        }
        postings[id]!.documents.push(document);
        postings[id]!.frequencies.push(frequency);
      }
    });

    const averageLength = totalLength / Math.max(1, documents.length) || 1;
    this.starts = new Uint32Array(postings.length + 1);
    this.documents = new Uint32Array(postingCount);
    this.impacts = new Float32Array(postingCount);
    this.idf = new Float64Array(postings.length);
    this.accumulators = new Float64Array(documents.length);
    let next = 0;
    postings.forEach((list, term) => {
      this.starts[term] = next;
      this.idf[term] = inverseDocumentFrequency(documents.length, list.documents.length);
      list.documents.forEach((document, i) => {
        this.documents[next] = document;
        const saturation = termSaturation(list.frequencies[i]!, lengths[document]! / averageLength, parameters);
        this.impacts[next] = this.idf[term]! * saturation;
        next++;
      });
    });
    this.starts[postings.length] = next;
  }

  /** idf of a term, or null when no document holds it. */
  rarity(term: string): number | null {
    const id = this.termIds.get(term);
    return id === undefined ? null : this.idf[id]!;
  }

  /** What one occurrence of a term in the query adds to a document's score; 0 when the document lacks it. */
  impact(term: string, document: number): number {
    const id = this.termIds.get(term);
    if (id === undefined) return 0;
    // A list is in the order in which documents were added: halve it until the document is found.
    let low = this.starts[id]!;
    let high = this.starts[id + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.documents[middle]! < document) low = middle + 1;
      else high = middle;
    }
    return low < this.starts[id + 1]! && this.documents[low] === document ? this.impacts[low]! : 0;
  }

  /**
   * The `limit` best documents that hold a query term, best first; ties in the order in which they were added.
   * A term that stands twice in the query counts twice.
   */
  search(queryTerms: readonly string[], limit: number, accept?: (document: number) => boolean): ScoredDocument[] {
    const scores = this.accumulators;
    const touched: number[] = [];
    for (const term of queryTerms) {
      const id = this.termIds.get(term);
      if (id === undefined) continue;
      for (let p = this.starts[id]!; p < this.starts[id + 1]!; p++) {
        const document = this.documents[p]!;
        if (scores[document] === 0) touched.push(document);
        scores[document]! += this.impacts[p]!;
      }
    }
    const hits: ScoredDocument[] = [];
    for (const document of touched) {
      if (!accept || accept(document)) hits.push({ document, score: scores[document]! });
      scores[document] = 0;
    }
    return best(hits, limit);
  }
}

/** The `limit` highest scores in order, by a bounded insertion: cheap when `limit` is small beside the number of hits. */
export function best(hits: ScoredDocument[], limit: number): ScoredDocument[] {
  const order = (a: ScoredDocument, b: ScoredDocument): number => b.score - a.score || a.document - b.document;
  if (hits.length > 4 * limit && limit > 0) {
    const floor = Float64Array.from(hits, (hit) => hit.score).sort()[hits.length - limit]!;
    hits = hits.filter((hit) => hit.score >= floor);
  }
  return hits.sort(order).slice(0, limit);
}
