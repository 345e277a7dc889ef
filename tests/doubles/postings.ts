import { type Bm25, type Bm25Parameters, createBm25 } from "../../src/adapters/embedded/bm25.js";
import { createPostingsBuilder, type FieldWeights, type Postings } from "../../src/adapters/embedded/postings.js";
import { createTurns } from "../../src/adapters/embedded/turns.js";

export interface DocumentTerms {
  /** Index terms by field, in order and with repeats. */
  fields: readonly (readonly string[])[];
}

export function postingsOf(documents: readonly DocumentTerms[], weights: FieldWeights): Promise<Postings> {
  const builder = createPostingsBuilder(weights);
  for (const { fields } of documents) builder.add(fields);
  return builder.finish(createTurns());
}

/** BM25 over documents in one part, all alive. */
export async function bm25Of(
  documents: readonly DocumentTerms[],
  weights: FieldWeights,
  parameters?: Bm25Parameters,
): Promise<Bm25> {
  return createBm25([{ postings: await postingsOf(documents, weights), live: null }], parameters);
}
