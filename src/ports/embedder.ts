/** Turns text into vectors whose dot product is cosine similarity. */
export interface Embedder {
  /** Stored with the index, which refuses vectors of another model: `bge-small-en-v1.5-int8@6c9c6101`. */
  readonly modelId: string;
  readonly dimension: number;
  /** One unit-length vector for a query. @throws FootnoteError OVERLOADED, ABORTED, MODEL_MISSING, MODEL_CORRUPT */
  embedQuery(text: string, signal?: AbortSignal): Promise<Float32Array>;
  /** One unit-length vector a text, in order; the same text gives the same vector whatever stands beside it. */
  embedPassages(texts: string[], signal?: AbortSignal): Promise<Float32Array[]>;
}
